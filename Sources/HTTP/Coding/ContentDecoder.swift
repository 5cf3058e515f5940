// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CBrotli
import CZstd

/// A stream that takes the compression off a body piece by piece, up to a bound.
// Unchecked: used by one task at a time, as whoever owns it sees to.
package final class ContentDecoder: @unchecked Sendable {
    private enum Stream {
        case zlib(ZlibDecoder)
        /// `deflate` whose wrapping the first byte will tell.
        case undecided
        case zstd(OpaquePointer)
        case brotli(OpaquePointer)
    }

    private var stream: Stream
    private let limit: Int
    private var total = 0
    private var isAtEnd = false
    private var isBetweenFrames = true

    /// - limit: decoded bytes of the whole body; a bomb is noticed before more than that is there.
    package init(_ coding: ContentCoding, limit: Int) {
        self.limit = limit
        switch coding {
        case .gzip: stream = .zlib(ZlibDecoder(.gzip))
        case .deflate: stream = .undecided
        case .zstd:
            guard let context = ZSTD_createDCtx() else { preconditionFailure("zstd could not start") }
            // RFC 9659: what needs more than 8 MB of window is refused.
            ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 23)
            stream = .zstd(context)
        case .brotli:
            guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else {
                preconditionFailure("brotli could not start")
            }
            stream = .brotli(state)
        }
    }

    deinit {
        switch stream {
        case .zlib, .undecided: break
        case .zstd(let context): ZSTD_freeDCtx(context)
        case .brotli(let state): BrotliDecoderDestroyInstance(state)
        }
    }

    /// The stream has come to its end: a body that stops before is broken.
    package var isComplete: Bool { isAtEnd }

    /// Decodes a piece; throws a fault of status 413 beyond the limit, and 400 when it is malformed.
    package func decode(_ input: [UInt8]) throws(ParseFault) -> [UInt8] {
        guard !input.isEmpty else { return [] }
        var output: [UInt8] = []
        let outcome: DecodingOutcome
        switch stream {
        case .undecided:
            // RFC 9110 §8.4.1.2 means zlib's format, but some send the bare stream; zlib's begins with 8 in four bits.
            let decoder = ZlibDecoder(input[0] & 0x0F == 8 ? .zlib : .raw)
            stream = .zlib(decoder)
            outcome = decoder.decode(input, upTo: limit - total, into: &output)
        case .zlib(let decoder): outcome = decoder.decode(input, upTo: limit - total, into: &output)
        case .zstd(let context): outcome = decode(context, input, &output)
        case .brotli(let state): outcome = decode(brotli: state, input, &output)
        }
        total += output.count
        isAtEnd = outcome == .finished
        switch outcome {
        case .more, .finished: return output
        case .tooLarge: throw ParseFault(.contentTooLarge, "the body is larger than \(limit) bytes when decoded")
        case .malformed: throw ParseFault(.badRequest, "the body is not coded as its Content-Encoding says")
        }
    }

    private func decode(_ context: OpaquePointer, _ input: [UInt8], _ output: inout [UInt8]) -> DecodingOutcome {
        input.withUnsafeBytes { input in
            var source = ZSTD_inBuffer(src: input.baseAddress, size: 0, pos: 0)
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { room in
                while true {
                    // A frame's first byte goes alone. What zstd has from its beginning to its end it decodes in another
                    // way, which takes some damaged frames for others; what a body is must not depend on how it comes.
                    source.size = isBetweenFrames ? source.pos + 1 : input.count
                    var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                    let left = ZSTD_decompressStream(context, &target, &source)
                    guard ZSTD_isError(left) == 0 else { return .malformed }
                    isBetweenFrames = left == 0
                    guard total + output.count + target.pos <= limit else { return .tooLarge }
                    output.append(contentsOf: room[..<target.pos])
                    // The end may be reached with the room full: asked again, zstd would tell of the next frame's beginning.
                    if source.pos == input.count, left == 0 { return .finished }
                    if source.pos == input.count, target.pos < target.size { return .more }
                }
            }
        }
    }

    private func decode(brotli state: OpaquePointer, _ input: [UInt8], _ output: inout [UInt8]) -> DecodingOutcome {
        guard !isAtEnd else { return .malformed }
        return input.withUnsafeBytes { input in
            var available = input.count
            var next = input.bindMemory(to: UInt8.self).baseAddress
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { room in
                while true {
                    var space = room.count
                    var target = room.baseAddress
                    let outcome = BrotliDecoderDecompressStream(state, &available, &next, &space, &target, nil)
                    let count = room.count - space
                    guard total + output.count + count <= limit else { return .tooLarge }
                    output.append(contentsOf: room[..<count])
                    switch outcome {
                    case BROTLI_DECODER_RESULT_SUCCESS: return available == 0 ? .finished : .malformed
                    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return .more
                    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
                    default: return .malformed
                    }
                }
            }
        }
    }
}
