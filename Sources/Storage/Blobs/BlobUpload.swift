// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CZstd
import Glibc
import Hashing
import Primitives

/// A blob being written: compresses and hashes what it is given into a file that has no name in the store yet.
///
/// The file is removed unless ``commit(expecting:to:)`` gave it its name.
final class BlobUpload {
    private let path: String
    private let file: FileDescriptor
    private let compressor: OpaquePointer
    private var buffer = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())
    private var hash = SHA256()
    private var size: Int64 = 0

    init(path: String) throws {
        guard let compressor = ZSTD_createCCtx() else {
            throw Failure(.outOfMemory, "no memory to compress an upload")
        }
        ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, 3)
        do {
            file = try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        } catch {
            ZSTD_freeCCtx(compressor)
            throw error
        }
        self.compressor = compressor
        self.path = path
    }

    deinit {
        ZSTD_freeCCtx(compressor)
        // Gone already when it was renamed.
        unlink(path)
    }

    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            hash.update(bytes)
            try compress(bytes, ZSTD_e_continue)
        }
        size += Int64(bytes.count)
    }

    /// Returns when the content is stored for good under its digest.
    func commit(expecting expected: String?, to names: BlobNames) throws -> Blob {
        let layout = names.layout
        let digest = hash.hex()
        guard expected == nil || expected == digest else {
            throw Failure(
                .blobMismatch, "the content is \(digest), not \(expected ?? "")",
                hint: "the file changed while it was sent, or was damaged on the way: send it again")
        }
        try compress(UnsafeRawBufferPointer(start: nil, count: 0), ZSTD_e_end)
        try file.synchronize()
        let directory = layout.directory(of: digest)
        if access(directory, F_OK) != 0 {
            try Directory.create(directory)
            try Directory.synchronize(layout.root)
        }
        try names.add(path, as: digest)
        try Directory.synchronize(directory)
        return Blob(digest: digest, size: size)
    }

    private func compress(_ bytes: UnsafeRawBufferPointer, _ directive: ZSTD_EndDirective) throws {
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
            if directive == ZSTD_e_end ? left == 0 : input.pos == input.size { return }
        }
    }
}
