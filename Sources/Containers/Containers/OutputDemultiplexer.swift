// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
package import Processes

/// The engine's frames of a container's output to their content: eight bytes of header (stream, three zeros, length in
/// big endian), then the bytes, whatever pieces they arrive in.
///
/// Throws `engine_failed` for a header that can't be one; the stream is useless from there.
package struct OutputDemultiplexer: Sendable {
    /// A piece of a frame.
    package struct Piece: Sendable, Hashable {
        package var stream: OutputChunk.Stream
        /// 1 to 65,536 bytes; none for a frame that has none.
        package var bytes: [UInt8]
        /// The frame is complete with it: for logs, one record.
        package var endsFrame: Bool
    }

    private var header: [UInt8] = []
    private var stream = OutputChunk.Stream.stdout
    private var left = 0

    package init() {}

    /// No frame is half read.
    package var isBetweenFrames: Bool { header.isEmpty && left == 0 }

    package mutating func consume(_ bytes: [UInt8]) throws -> [Piece] {
        var pieces: [Piece] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            if left == 0 {
                let taken = rest.prefix(8 - header.count)
                header += taken
                rest = rest.dropFirst(taken.count)
                guard header.count == 8 else { break }
                try begin()
                if left == 0 { pieces.append(Piece(stream: stream, bytes: [], endsFrame: true)) }
                continue
            }
            let piece = rest.prefix(min(left, 65_536))
            rest = rest.dropFirst(piece.count)
            left -= piece.count
            pieces.append(Piece(stream: stream, bytes: Array(piece), endsFrame: left == 0))
        }
        return pieces
    }

    private mutating func begin() throws {
        // 0 is standard input, which engines echo as output; 3 is the engine's own error.
        guard header[0] <= 3, header[1...3].allSatisfy({ $0 == 0 }) else {
            throw Failure(.engineFailed, "the engine's output stream is not in frames")
        }
        stream = header[0] >= 2 ? .stderr : .stdout
        left = header[4...].reduce(0) { $0 << 8 | Int($1) }
        header = []
    }
}
