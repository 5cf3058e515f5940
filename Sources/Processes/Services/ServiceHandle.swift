// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// One service, by name: it stays valid while its shim comes and goes.
package struct ServiceHandle: Sendable {
    package let name: String
    let directory: ServiceDirectory
    let shim: ShimLocation

    /// What it does now. Reads files; cheap, and never blocks on the service.
    package func status() -> ServiceStatus { directory.status }

    /// The program it is started with, as its spec has it; nil when that can't be read.
    package var executable: String? {
        let records = SmallFile.bytes(directory.specPath)?.split(separator: 0) ?? []
        let argument = Array("argument=".utf8)
        return records.first { $0.starts(with: argument) }
            .map { String(decoding: $0.dropFirst(argument.count), as: UTF8.self) }
    }

    /// The status now and then each new one, until nothing looks after the service any more.
    package func changes() throws -> ServiceChanges {
        ServiceChanges(directory: directory, watch: try directory.watch(writes: false))
    }

    /// What the service wrote, line by line, from the start given, and with `follow` what it writes later, until it is
    /// stopped.
    package func logs(from start: ServiceLog.Start = .tail(nil), follow: Bool = false) throws -> ServiceLog {
        ServiceLog(directory: directory, watch: follow ? try directory.watch(writes: true) : nil, start: start)
    }

    /// Asks the service to end (its stop signal to all of it), kills it after the grace (its spec's own when nil), and returns
    /// when nothing of it is left. A service whose shim was killed is cleared of leftovers. Nothing when it is stopped.
    @discardableResult
    package func stop(grace: Duration? = nil) async throws -> ServiceStatus {
        var watch = try directory.watch(writes: false)
        while directory.isLocked {
            try Task.checkCancellation()
            if let identity = directory.liveShim, let descriptor = identity.open() {
                try await end(identity, descriptor, grace)
            } else {
                // It is just coming or going.
                await watch.next()
            }
        }
        if directory.hasRecord { try await sweep() }
        return directory.status
    }

    /// Kills the service without a grace.
    package func kill() async throws { try await stop(grace: .zero) }

    /// Restarts the command within the grace; its health may demand it. Throws `service_not_running`.
    package func restart() throws { try signalShim(SIGUSR1) }

    /// Signals the command's own process; throws `service_not_running`.
    package func signal(_ number: Int32) throws {
        guard let process = status().process, process.signal(number) else { throw notRunning }
    }

    private var notRunning: Failure { Failure(.serviceNotRunning, "service \(name) is not running") }

    private func signalShim(_ number: Int32) throws {
        guard let identity = directory.liveShim, identity.signal(number) else { throw notRunning }
    }

    private func end(_ identity: ProcessIdentity, _ descriptor: OwnedDescriptor, _ grace: Duration?) async throws {
        defer { withExtendedLifetime(descriptor) {} }
        let isImmediate = grace == .zero
        _ = clinux_pidfd_send_signal(descriptor.number, isImmediate ? SIGQUIT : SIGTERM)
        let alarm = grace.flatMap { grace in
            isImmediate ? nil : Reactor.shared.after(grace) { _ = identity.signal(SIGQUIT) }
        }
        defer { alarm?.cancel() }
        await Gate.whenReadable(descriptor.number)
        try Task.checkCancellation()
    }

    private func sweep() async throws {
        let command = Command(executable: shim.path, arguments: ["sweep", directory.path])
        let (status, _, error) = try await Child.collect(command, timeout: .seconds(60), limit: 4096)
        guard status.isSuccess || status == .exited(75) else {
            throw Failure(.ioFailed, "service \(name) can't be cleared: \(String(decoding: error, as: UTF8.self))")
        }
    }
}
