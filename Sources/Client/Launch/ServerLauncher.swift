// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives
package import Wire

/// Starts a server in the background when none answers.
///
/// Several commands may do so at once: the data directory's lock lets one server win, and every command goes on with
/// whichever answers.
package struct ServerLauncher: Sendable {
    private let executable: String
    private let environment: [String: String]
    private let time: TimeSource
    private let patience: Duration
    private let returnPatience: Duration

    /// How long one command waits for a server to answer.
    package static let defaultPatience = Duration.seconds(20)

    /// `executable` is run as `executable serve --background --home HOME` with the environment.
    ///
    /// - returnPatience: how long a lost server of another machine is waited for, which nobody can start from here.
    package init(
        executable: String, environment: [String: String], time: TimeSource, patience: Duration = defaultPatience,
        returnPatience: Duration = .seconds(120)
    ) {
        self.executable = executable
        self.environment = environment
        self.time = time
        self.patience = patience
        self.returnPatience = returnPatience
    }

    /// Gives what the server says about itself, once it says something.
    ///
    /// Throws `server_not_starting` with the last lines of the server's log, `socket_path_too_long`, and what forbids
    /// talking to a server that is there. One on the network is asked once.
    package func ensureRunning(_ client: ServerClient) async throws -> ServerInfo {
        guard let home = client.place.home else { return try await client.info() }
        if let info = try await answer(client) { return info }
        try SocketPath.check(home)
        let output = try ServerOutput(home: home)
        func start() throws -> BackgroundProcess {
            try BackgroundProcess(
                executable, ["serve", "--background", "--home=\(home)"], environment: environment,
                output: output.path)
        }
        var child = try start()
        let deadline = time.uptime() + patience
        while time.uptime() < deadline {
            if let info = try await answer(client) { return info }
            if let status = child.exitStatus() {
                // Somebody's signal says nothing against another start; an error does, and is shown.
                let wasKilled = status > 128
                guard status == FailureCategory.conflict.exitCode || wasKilled else {
                    throw notStarting("the server ended with status \(status) when it was started", output)
                }
                // The lock is taken: by a server that is starting and will answer, or by one that is ending, after
                // which it takes another try.
                try await time.sleep(for: .milliseconds(150))
                if let info = try await answer(client) { return info }
                child = try start()
            }
            try await time.sleep(for: .milliseconds(25))
        }
        throw notStarting("the server does not answer \(patience.wholeMilliseconds / 1000) s after its start", output)
    }

    /// Brings a server back that was there a moment ago: starts it, or waits for it when it is another machine's.
    ///
    /// Throws what ``ensureRunning(_:)`` throws, or why the server could not be reached until the end.
    package func recover(_ client: ServerClient) async throws {
        guard client.place.home == nil else {
            _ = try await ensureRunning(client)
            return
        }
        let deadline = time.uptime() + returnPatience
        var pause = Duration.milliseconds(250)
        while true {
            do {
                _ = try await client.info()
                return
            } catch let failure as Failure where failure.isLostStream || failure.isRetryable {
                guard time.uptime() < deadline else { throw failure }
            }
            try await time.sleep(for: pause)
            pause = min(pause * 2, .seconds(2))
        }
    }

    /// nil when nobody listens yet; a server that is shutting down or too busy counts as not there yet.
    private func answer(_ client: ServerClient) async throws -> ServerInfo? {
        do {
            return try await client.info()
        } catch let failure as Failure where failure.code == .serverNotRunning || failure.isRetryable {
            return nil
        } catch let failure as Failure where failure.code.category == .timedOut {
            return nil
        }
    }

    private func notStarting(_ message: String, _ output: ServerOutput) -> Failure {
        Failure(
            .serverNotStarting, message,
            hint: "run 'dextra serve' to see it fail, and 'dextra doctor' for what is missing",
            metadata: [.init("log", output.path), .init("last lines", output.lastLines(12))])
    }
}
