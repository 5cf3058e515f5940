// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A running command, in a session and process group of its own.
///
/// Its output is read only as fast as ``output`` is asked for, so a child nobody reads from stops at a full pipe:
/// read, discard or use ``run(_:timeout:grace:shim:onOutput:)``. A child whose last reference goes is killed.
/// Commands with isolation or limits run under the shim, which also kills them when this process dies.
package final class Child: Sendable {
    /// The process group's leader: the command itself, or the shim that watches it.
    package var processID: Int32 { process.processID }

    private let process: ChildProcess
    private let pipes: OutputPipes

    private init(process: ChildProcess, pipes: OutputPipes) {
        self.process = process
        self.pipes = pipes
    }

    deinit { process.kill() }

    /// Starts a command. Throws `command_not_found`, `spawn_failed` or `shim_missing`.
    package static func spawn(_ command: Command, shim: ShimLocation? = nil) throws -> Child {
        let (process, pipes) = try Spawning.start(command, shim: shim)
        return Child(process: process, pipes: pipes)
    }

    /// What the command writes, until its leader has ended and what it had written is read. One reader at a time.
    package var output: ChildOutput { ChildOutput(process: process, pipes: pipes) }

    /// Returns when the command has ended. Cancellation terminates it, with a grace of five seconds, and then returns.
    package func wait() async -> ExitStatus {
        let gate = Gate()
        process.whenEnded { gate.open() }
        await withTaskCancellationHandler {
            await gate.pass()
        } onCancel: { [process] in
            process.terminate(grace: ChildProcess.usualGrace)
        }
        return process.status ?? .signalled(9)
    }

    /// Asks the whole group to end (SIGTERM), and kills it after `grace`. Returns when the leader has ended.
    @discardableResult
    package func terminate(grace: Duration = .seconds(5)) async -> ExitStatus {
        process.terminate(grace: grace)
        return await wait()
    }

    /// Sends a signal to the whole process group; nothing when it has ended.
    package func signal(_ number: Int32) { process.signal(number) }

    /// Starts to end the command without waiting for it.
    func beginTermination(grace: Duration) { process.terminate(grace: grace) }
}
