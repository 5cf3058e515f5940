// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CZlib

/// The three wrappings of a deflated stream: none, RFC 1950's and gzip's.
enum ZlibFormat: Sendable {
    case raw, zlib, gzip

    fileprivate func windowBits(_ bits: Int32) -> Int32 {
        switch self {
        case .raw: -bits
        case .zlib: bits
        case .gzip: bits + 16
        }
    }
}

/// A deflating stream.
// Unchecked: used by one task at a time, as whoever owns it sees to.
final class ZlibEncoder: @unchecked Sendable {
    enum Flush {
        case none
        /// Everything so far can be read by the peer.
        case sync
        case finish

        fileprivate var value: Int32 { self == .none ? Z_NO_FLUSH : self == .sync ? Z_SYNC_FLUSH : Z_FINISH }
    }

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init(_ format: ZlibFormat, level: Int32, windowBits: Int32 = 15) {
        stream.initialize(to: z_stream())
        // Half of zlib's usual memory: the gain of the other half is below a percent.
        let outcome = czlib_deflate_init(stream, level, format.windowBits(windowBits), 7)
        precondition(outcome == Z_OK, "zlib could not start")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func encode(_ input: [UInt8], flush: Flush, into output: inout [UInt8]) {
        input.withUnsafeBytes { input in
            // zlib takes a mutable pointer and does not write through it.
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { room in
                repeat {
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    _ = deflate(stream, flush.value)
                    output.append(contentsOf: room[..<(room.count - Int(stream.pointee.avail_out))])
                } while stream.pointee.avail_out == 0
            }
        }
    }
}

/// What decoding a piece of a compressed stream came to.
enum DecodingOutcome: Equatable {
    /// All of the piece is decoded; the stream goes on.
    case more
    /// The stream has ended, with nothing after it.
    case finished
    case tooLarge
    case malformed
}

/// An inflating stream.
// Unchecked: used by one task at a time, as whoever owns it sees to.
final class ZlibDecoder: @unchecked Sendable {
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let format: ZlibFormat
    private var hasEnded = false

    init(_ format: ZlibFormat) {
        self.format = format
        stream.initialize(to: z_stream())
        let outcome = czlib_inflate_init(stream, format.windowBits(15))
        precondition(outcome == Z_OK, "zlib could not start")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// A gzip file may have several members (RFC 1952 §2.2), a raw stream several final blocks (RFC 7692 §7.2.3.4).
    private func beginAgain() -> Bool {
        guard format != .zlib else { return false }
        hasEnded = false
        return inflateReset(stream) == Z_OK
    }

    /// Decodes a piece; stops as soon as more than `limit` bytes would come of it.
    func decode(_ input: [UInt8], upTo limit: Int, into output: inout [UInt8]) -> DecodingOutcome {
        guard !input.isEmpty else { return hasEnded ? .finished : .more }
        if hasEnded, !beginAgain() { return .malformed }
        let end = output.count + limit
        return input.withUnsafeBytes { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { room in
                while true {
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    let outcome = inflate(stream, Z_NO_FLUSH)
                    let count = room.count - Int(stream.pointee.avail_out)
                    guard output.count + count <= end else { return .tooLarge }
                    output.append(contentsOf: room[..<count])
                    switch outcome {
                    case Z_STREAM_END:
                        hasEnded = true
                        if stream.pointee.avail_in == 0 { return .finished }
                        if !beginAgain() { return .malformed }
                    // No room, or no input: the second is an ordinary end of the piece.
                    case Z_OK where stream.pointee.avail_out == 0: continue
                    case Z_OK where stream.pointee.avail_in == 0, Z_BUF_ERROR where stream.pointee.avail_in == 0:
                        return .more
                    case Z_OK: continue
                    default: return .malformed
                    }
                }
            }
        }
    }
}
