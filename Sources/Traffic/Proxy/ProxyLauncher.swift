// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
package import Processes

/// How the proxy's master process is kept running, apart from what it is told.
package struct ProxyLauncher: Sendable {
    /// Starts the command unless it runs already; from then on it is started again whenever it ends.
    package var launch: @Sendable (_ command: ProxyCommand) async throws -> Void
    /// Whether the master is running or about to be started again.
    package var isKept: @Sendable () async -> Bool
    /// Ends it for good; one that doesn't run is fine.
    package var stop: @Sendable () async throws -> Void
    /// The last lines it said.
    package var lastWords: @Sendable () async -> [String]

    package init(
        launch: @escaping @Sendable (ProxyCommand) async throws -> Void,
        isKept: @escaping @Sendable () async -> Bool,
        stop: @escaping @Sendable () async throws -> Void,
        lastWords: @escaping @Sendable () async -> [String]
    ) {
        self.launch = launch
        self.isKept = isKept
        self.stop = stop
        self.lastWords = lastWords
    }
}

/// The proxy's command line.
package struct ProxyCommand: Sendable, Hashable {
    package var executable: String
    package var arguments: [String]
    /// Working directory: socket names in arguments are relative to it, because a comma would end them there.
    package var directory: String

    init(program: String, directory: ProxyDirectory) {
        executable = program
        // -W without -D: a master in the foreground that starts workers and passes listeners on at a reload.
        arguments = ["-W", "-f", "haproxy.cfg", "-S", "unix@master.sock,mode,600"]
        self.directory = directory.path
    }
}

extension ProxyLauncher {
    /// The proxy as a service under a shim, so that it outlives the server and is started again when it ends.
    package static func supervised(by supervisor: ServiceSupervisor, name: String = "haproxy") -> ProxyLauncher {
        let handle: @Sendable () -> ServiceHandle? = { try? supervisor.find(name) }
        return ProxyLauncher(
            launch: { command in
                let spec = ServiceSpec(
                    name: name,
                    command: Command(
                        executable: command.executable, arguments: command.arguments, directory: command.directory),
                    // While it is down every project is: the first tries come at once.
                    restart: RestartPolicy(backoff: Backoff(base: .milliseconds(50), limit: .seconds(2))),
                    stopGrace: .seconds(2), logRotation: .init(maximumBytes: 1 << 20, keptFiles: 1))
                try await supervisor.start(spec)
            },
            isKept: { handle()?.status().isSupervised ?? false },
            stop: { try await handle()?.stop() },
            lastWords: {
                var lines: [String] = []
                guard let log = try? handle()?.logs(from: .tail(20)) else { return lines }
                do {
                    for try await case .line(let line) in log { lines.append(line.text) }
                } catch {
                    return lines
                }
                return lines
            })
    }
}
