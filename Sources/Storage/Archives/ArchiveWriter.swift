// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CZstd
import Glibc
import Hashing
import Primitives

/// Writes a tar archive compressed with Zstandard. Its calls block.
///
/// Each entry is a frame of its own with a checksum, so that damage shows at the entry that has it. What is not finished is
/// no archive: ``finish()`` writes the end and returns once all of it is on the disk.
package final class ArchiveWriter {
    private let path: String
    private let file: FileDescriptor
    private let compressor: OpaquePointer
    private var buffer = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())
    /// Bytes in the file.
    package private(set) var written: Int64 = 0

    /// Makes the file, for its owner only, emptying one that is there.
    package init(path: String) throws {
        guard let compressor = ZSTD_createCCtx() else { throw Failure(.outOfMemory, "no memory to compress") }
        ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, 3)
        ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 1)
        do {
            file = try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o600)
        } catch {
            ZSTD_freeCCtx(compressor)
            throw error
        }
        self.compressor = compressor
        self.path = path
    }

    deinit { ZSTD_freeCCtx(compressor) }

    /// Adds an entry and returns the SHA-256 of its content. Content that is shorter than announced is filled up with
    /// zeroes, and what is longer is left out: a file may change while it is read.
    @discardableResult
    package func add(_ entry: ArchiveEntry, next: () throws -> [UInt8]? = { nil }) throws -> String {
        try compress(TarHeader.bytes(of: entry), ZSTD_e_continue)
        var hash = SHA256()
        var left = entry.size
        while left > 0 {
            var piece = try next() ?? [UInt8](repeating: 0, count: Int(min(left, 65_536)))
            if Int64(piece.count) > left { piece.removeLast(piece.count - Int(left)) }
            hash.update(piece)
            try compress(piece, ZSTD_e_continue)
            left -= Int64(piece.count)
        }
        try compress([UInt8](repeating: 0, count: TarHeader.padding(after: entry.size)), ZSTD_e_end)
        return hash.hex()
    }

    /// The whole of a small content.
    @discardableResult
    package func add(_ path: String, _ bytes: [UInt8]) throws -> String {
        var rest: [UInt8]? = bytes
        return try add(ArchiveEntry(path: path, kind: .file(size: Int64(bytes.count)))) {
            defer { rest = nil }
            return rest
        }
    }

    package func finish() throws {
        try compress([UInt8](repeating: 0, count: 2 * TarHeader.blockSize), ZSTD_e_end)
        try file.synchronize()
    }

    private func compress(_ bytes: [UInt8], _ directive: ZSTD_EndDirective) throws {
        try bytes.withUnsafeBytes { bytes in
            var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
            while true {
                let (left, produced) = buffer.withUnsafeMutableBytes { buffer in
                    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
                    return (ZSTD_compressStream2(compressor, &output, &input, directive), output.pos)
                }
                guard ZSTD_isError(left) == 0 else {
                    throw Failure(.internalError, "can't compress: \(String(cString: ZSTD_getErrorName(left)))")
                }
                try buffer.withUnsafeBytes { try file.write(UnsafeRawBufferPointer(rebasing: $0[..<produced])) }
                written += Int64(produced)
                if directive == ZSTD_e_end ? left == 0 : input.pos == input.size { return }
            }
        }
    }
}
