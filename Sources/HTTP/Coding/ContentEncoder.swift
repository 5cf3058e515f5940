// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CBrotli
import CZstd

/// A stream that compresses a body piece by piece.
// Unchecked: used by one task at a time, as whoever owns it sees to.
final class ContentEncoder: @unchecked Sendable {
    /// What the time is worth.
    enum Effort {
        /// Made for one reader.
        case quick
        /// Made once and kept.
        case thorough
    }

    private enum Stream {
        case zlib(ZlibEncoder)
        case zstd(OpaquePointer)
        case brotli(OpaquePointer)
    }

    private let stream: Stream

    init(_ coding: ContentCoding, _ effort: Effort) {
        switch coding {
        case .gzip: stream = .zlib(ZlibEncoder(.gzip, level: effort == .quick ? 4 : 9))
        case .deflate: stream = .zlib(ZlibEncoder(.zlib, level: effort == .quick ? 4 : 9))
        case .zstd:
            guard let context = ZSTD_createCCtx() else { preconditionFailure("zstd could not start") }
            ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, effort == .quick ? 3 : 15)
            // RFC 9659: no reader has to have more than 8 MB of window.
            ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, effort == .quick ? 19 : 22)
            stream = .zstd(context)
        case .brotli:
            guard let state = BrotliEncoderCreateInstance(nil, nil, nil) else {
                preconditionFailure("brotli could not start")
            }
            BrotliEncoderSetParameter(state, BROTLI_PARAM_QUALITY, effort == .quick ? 4 : 10)
            BrotliEncoderSetParameter(state, BROTLI_PARAM_LGWIN, effort == .quick ? 18 : 22)
            stream = .brotli(state)
        }
    }

    deinit {
        switch stream {
        case .zlib: break
        case .zstd(let context): ZSTD_freeCCtx(context)
        case .brotli(let state): BrotliEncoderDestroyInstance(state)
        }
    }

    /// Compresses a piece so that the peer can read all of it at once: nothing waits for a piece that may never come.
    func encode(_ input: [UInt8]) -> [UInt8] { run(input, isLast: false) }

    /// The end of the stream.
    func finish(_ input: [UInt8] = []) -> [UInt8] { run(input, isLast: true) }

    private func run(_ input: [UInt8], isLast: Bool) -> [UInt8] {
        var output: [UInt8] = []
        switch stream {
        case .zlib(let encoder): encoder.encode(input, flush: isLast ? .finish : .sync, into: &output)
        case .zstd(let context): Self.encode(context, input, isLast ? ZSTD_e_end : ZSTD_e_flush, &output)
        case .brotli(let state):
            Self.encode(state, input, isLast ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH, &output)
        }
        return output
    }

    private static func encode(
        _ context: OpaquePointer, _ input: [UInt8], _ end: ZSTD_EndDirective, _ output: inout [UInt8]
    ) {
        input.withUnsafeBytes { input in
            var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { room in
                var left = 0
                repeat {
                    var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                    left = ZSTD_compressStream2(context, &target, &source, end)
                    precondition(ZSTD_isError(left) == 0, "zstd failed to compress")
                    output.append(contentsOf: room[..<target.pos])
                } while left > 0
            }
        }
    }

    private static func encode(
        _ state: OpaquePointer, _ input: [UInt8], _ operation: BrotliEncoderOperation, _ output: inout [UInt8]
    ) {
        input.withUnsafeBytes { input in
            var available = input.count
            var next = input.bindMemory(to: UInt8.self).baseAddress
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { room in
                repeat {
                    var space = room.count
                    var target = room.baseAddress
                    let went = BrotliEncoderCompressStream(state, operation, &available, &next, &space, &target, nil)
                    precondition(went != 0, "brotli failed to compress")
                    output.append(contentsOf: room[..<(room.count - space)])
                } while available > 0 || BrotliEncoderHasMoreOutput(state) != 0
            }
        }
    }
}
