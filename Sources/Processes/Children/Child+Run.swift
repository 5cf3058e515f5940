// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Child {
    /// Runs a command to its end and hands over its output as it comes; the next piece is read when `onOutput` returns.
    ///
    /// When the time is over, `onOutput` throws or the task is cancelled, the whole group is terminated first, then
    /// `command_timed_out`, that error or `CancellationError` is thrown: nothing is left running.
    package static func run(
        _ command: Command, timeout: Duration? = nil, grace: Duration = .seconds(5), shim: ShimLocation? = nil,
        onOutput: (OutputChunk) async throws -> Void = { _ in }
    ) async throws -> ExitStatus {
        let child = try spawn(command, shim: shim)
        let expired = Gate()
        let alarm = timeout.map { timeout in
            Reactor.shared.after(timeout) {
                expired.open()
                child.beginTermination(grace: grace)
            }
        }
        defer { alarm?.cancel() }
        do {
            for await chunk in child.output { try await onOutput(chunk) }
        } catch {
            await child.terminate(grace: grace)
            throw error
        }
        let status = await child.wait()
        try Task.checkCancellation()
        if let timeout, expired.isOpen {
            throw Failure(
                .commandTimedOut, "\(command.executable) did not end within \(timeout)",
                hint: "allow it more time, or find out what it waits for")
        }
        return status
    }

    /// Runs a command and returns all it wrote, at most `limit` bytes of each stream; what is more is dropped.
    package static func collect(
        _ command: Command, timeout: Duration? = nil, limit: Int = 1 << 20, shim: ShimLocation? = nil
    ) async throws -> (status: ExitStatus, output: [UInt8], error: [UInt8]) {
        var output: [UInt8] = []
        var error: [UInt8] = []
        let status = try await run(command, timeout: timeout, shim: shim) { chunk in
            switch chunk.stream {
            case .stdout: output += chunk.bytes.prefix(max(0, limit - output.count))
            case .stderr: error += chunk.bytes.prefix(max(0, limit - error.count))
            }
        }
        return (status, output, error)
    }
}
