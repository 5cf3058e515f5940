// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CZstd
import Glibc
import Hashing
import Primitives

/// A blob being read: decompresses it piece by piece and compares the whole with its digest.
final class BlobContent {
    private let digest: String
    private let layout: BlobLayout
    private let file: FileDescriptor
    private let decompressor: OpaquePointer
    private var buffer = [UInt8](repeating: 0, count: ZSTD_DStreamInSize())
    private var pending = 0..<0
    private var hash = SHA256()
    private var isInFrame = false
    private var isVerified = false

    /// Throws `blob_not_found` and `invalid_digest`.
    init(_ digest: String, in layout: BlobLayout) throws {
        let path = try layout.path(of: digest)
        do {
            file = try FileDescriptor(path: path, flags: O_RDONLY | O_NOFOLLOW)
        } catch let failure as Failure where failure.code == .notFound {
            throw Failure(.blobNotFound, "the content \(digest) is not stored", hint: "send it again")
        }
        guard let decompressor = ZSTD_createDCtx() else {
            throw Failure(.outOfMemory, "no memory to read a stored file")
        }
        self.decompressor = decompressor
        self.digest = digest
        self.layout = layout
    }

    deinit { ZSTD_freeDCtx(decompressor) }

    /// The next piece, at most 128 kB; nil when all of it was read and is what its digest says. Throws `blob_corrupt`.
    func next() throws -> [UInt8]? {
        while !isVerified {
            if pending.isEmpty {
                pending = 0..<(try buffer.withUnsafeMutableBytes { try file.read(into: $0) })
                if pending.isEmpty {
                    guard !isInFrame, hash.hex() == digest else { throw corrupt() }
                    isVerified = true
                    return nil
                }
            }
            let piece = try decompressPending()
            if !piece.isEmpty {
                hash.update(piece)
                return piece
            }
        }
        return nil
    }

    private func decompressPending() throws -> [UInt8] {
        let capacity = ZSTD_DStreamOutSize()
        var status = 0
        let piece = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            buffer.withUnsafeBytes { bytes in
                var source = ZSTD_inBuffer(src: bytes.baseAddress, size: pending.upperBound, pos: pending.lowerBound)
                var target = ZSTD_outBuffer(dst: output.baseAddress, size: capacity, pos: 0)
                status = ZSTD_decompressStream(decompressor, &target, &source)
                pending = source.pos..<pending.upperBound
                count = target.pos
            }
        }
        guard ZSTD_isError(status) == 0 else { throw corrupt() }
        isInFrame = status != 0
        return piece
    }

    private func corrupt() -> Failure {
        layout.setAside(digest)
        return Failure(
            .blobCorrupt, "the stored content \(digest) is damaged",
            hint: "deploy again: the file will be sent anew; and look at the disk's health",
            metadata: [.init("kept", layout.damaged + "/" + digest)])
    }
}
