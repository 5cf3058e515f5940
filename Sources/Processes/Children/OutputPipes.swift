// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// A piece of what a child wrote.
package struct OutputChunk: Sendable, Hashable {
    package enum Stream: String, Sendable, Hashable, Codable {
        case stdout, stderr
    }

    package var stream: Stream
    /// 1 to 65,536 bytes, cut anywhere, also within a line or a character.
    package var bytes: [UInt8]

    package init(stream: Stream, bytes: [UInt8]) {
        self.stream = stream
        self.bytes = bytes
    }

    /// The bytes as UTF-8, with U+FFFD for what isn't.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The reading ends of a child's output, and one descriptor that is readable when any of them is.
final class OutputPipes: Sendable {
    private let standardOutput: OwnedDescriptor?
    private let standardError: OwnedDescriptor?
    let readiness: OwnedDescriptor

    init(standardOutput: OwnedDescriptor?, standardError: OwnedDescriptor?) throws {
        self.standardOutput = standardOutput
        self.standardError = standardError
        readiness = OwnedDescriptor(clinux_watch_create())
        guard readiness.number >= 0 else { throw Failure.system(errno, "can't watch a child's output") }
        for pipe in [standardOutput, standardError].compactMap(\.self) {
            guard fcntl(pipe.number, F_SETFL, O_NONBLOCK) == 0,
                clinux_watch_add(readiness.number, pipe.number, 0, false) == 0
            else { throw Failure.system(errno, "can't watch a child's output") }
        }
    }

    enum Reading {
        case chunk(OutputChunk)
        /// Nothing now.
        case nothing
        /// Nothing ever again.
        case end
    }

    /// Reads what is there, without waiting; `preferred` first, so that neither stream starves the other.
    func read(preferred: OutputChunk.Stream) -> Reading {
        var isOpen = false
        let order: [OutputChunk.Stream] = preferred == .stdout ? [.stdout, .stderr] : [.stderr, .stdout]
        for stream in order {
            guard let pipe = stream == .stdout ? standardOutput : standardError, pipe.number >= 0 else { continue }
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
                repeat {
                    count = Glibc.read(pipe.number, buffer.baseAddress, buffer.count)
                } while count < 0
                    && errno == EINTR
                filled = max(0, count)
            }
            if count > 0 { return .chunk(OutputChunk(stream: stream, bytes: bytes)) }
            if count < 0, errno == EAGAIN { isOpen = true } else { pipe.close() }
        }
        return isOpen ? .nothing : .end
    }
}
