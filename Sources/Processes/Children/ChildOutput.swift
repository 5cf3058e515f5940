// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a child writes, read from its pipes only when the next piece is asked for.
///
/// Ends when both streams have ended or when the leader has ended and what was in the pipes is read: processes it left
/// behind may hold the pipes open for ever. Cancellation terminates the child and ends the sequence.
package struct ChildOutput: AsyncSequence, Sendable {
    package typealias Element = OutputChunk

    let process: ChildProcess
    let pipes: OutputPipes

    package func makeAsyncIterator() -> Iterator { Iterator(process: process, pipes: pipes) }

    package struct Iterator: AsyncIteratorProtocol {
        /// No pipe holds more than this by default; what is read beyond it was written after the leader's end.
        private static let mostAfterEnd = 1 << 20

        let process: ChildProcess
        let pipes: OutputPipes
        private var preferred = OutputChunk.Stream.stdout
        private var readAfterEnd = 0

        init(process: ChildProcess, pipes: OutputPipes) {
            self.process = process
            self.pipes = pipes
        }

        package mutating func next() async -> OutputChunk? {
            while !Task.isCancelled {
                // Asked before reading: what the leader wrote before its end is then certainly in the pipe.
                let hasEnded = process.status != nil
                switch pipes.read(preferred: preferred) {
                case .chunk(let chunk):
                    preferred = chunk.stream == .stdout ? .stderr : .stdout
                    if hasEnded { readAfterEnd += chunk.bytes.count }
                    return readAfterEnd > Self.mostAfterEnd ? nil : chunk
                case .end:
                    return nil
                case .nothing where hasEnded:
                    return nil
                case .nothing:
                    await waitForMore()
                }
            }
            process.terminate(grace: ChildProcess.usualGrace)
            return nil
        }

        private func waitForMore() async {
            let gate = Gate()
            let watch = Reactor.shared.whenReadable(pipes.readiness.number) { gate.open() }
            if watch == nil { gate.open() }
            let ending = process.whenEnded { gate.open() }
            await withTaskCancellationHandler {
                await gate.pass()
            } onCancel: {
                gate.open()
            }
            if let watch { Reactor.shared.cancel(watch) }
            process.forget(ending)
        }
    }
}
