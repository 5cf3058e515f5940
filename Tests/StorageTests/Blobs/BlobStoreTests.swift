// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Hashing
import Primitives
import Storage
import TestKit
import Testing

@Suite struct BlobStoreTests {
    // SHA-256 of "abc", from FIPS 180-4.
    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    private func withStore(_ body: (BlobStore, _ root: String) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let root = directory + "/blobs"
            try await body(try BlobStore(root: root), root)
        }
    }

    private func file(_ digest: String, in root: String) -> String {
        root + "/" + digest.prefix(2) + "/" + digest.dropFirst(2)
    }

    private func code(_ body: () async throws -> Void) async -> FailureCode? {
        do {
            try await body()
            return nil
        } catch { return (error as? Failure)?.code }
    }

    @Test(arguments: [0, 1, 131_072, 1_000_003])
    func `content comes back by its digest, also after a restart`(size: Int) async throws {
        try await withStore { store, root in
            let random = RandomSource.seeded(UInt64(size))
            let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let blob = try await store.write(bytes)
            let again = try await BlobStore(root: root).read(blob.digest, limit: size)
            #expect(blob.size == Int64(size))
            #expect(blob.digest == SHA256.hex(of: bytes))
            #expect(again == bytes)
        }
    }

    @Test func `the digest is SHA-256 and the file private and compressed`() async throws {
        try await withStore { store, root in
            let blob = try await store.write(Array("abc".utf8), expecting: abc)
            #expect(blob.digest == abc)
            let zeros = try await store.write([UInt8](repeating: 0, count: 1 << 20))
            var status = stat()
            #expect(lstat(file(zeros.digest, in: root), &status) == 0)
            #expect(status.st_mode & 0o7777 == 0o600)
            #expect(status.st_size < 1 << 12)
        }
    }

    @Test func `what is missing is told once and in order`() async throws {
        try await withStore { store, _ in
            try await store.write(Array("abc".utf8))
            let (one, two) = (SHA256.hex(of: [1]), SHA256.hex(of: [2]))
            let missing = try await store.missing(of: [two, abc, one, two])
            let contains = [try await store.contains(abc), try await store.contains(one)]
            #expect(missing == [two, one])
            #expect(contains == [true, false])
        }
    }

    @Test func `content that is not what its digest says is blob_mismatch and leaves nothing`() async throws {
        try await withStore { store, root in
            let code = await code { try await store.write(Array("abd".utf8), expecting: abc) }
            let digests = try await store.entries().map(\.digest)
            #expect(code == .blobMismatch)
            #expect(digests.isEmpty)
            #expect(try Directory.names(in: root + "/incoming").isEmpty)
        }
    }

    @Test func `a blob written in pieces is stored when it is finished, and not when it is let go`() async throws {
        try await withStore { store, root in
            let writer = try await store.writer()
            for byte in "abc".utf8 { try await writer.write([byte]) }
            let before = try await store.contains(abc)
            let blob = try await writer.finish(expecting: abc)
            let after = try await store.contains(abc)
            #expect(!before && after)
            #expect(blob.size == 3)
            let late = await code { try await writer.write([0]) }
            #expect(late == .invalidArgument)

            let abandoned = try await store.writer()
            try await abandoned.write([1, 2, 3])
            #expect(try Directory.names(in: root + "/incoming").count == 1)
            await abandoned.abandon()
            #expect(try Directory.names(in: root + "/incoming").isEmpty)
        }
    }

    @Test func `what a crash left unfinished is gone after a restart`() async throws {
        try await withStore { _, root in
            try Data([1]).write(to: URL(filePath: root + "/incoming/1-2-3"))
            _ = try BlobStore(root: root)
            #expect(try Directory.names(in: root + "/incoming").isEmpty)
        }
    }

    @Test(arguments: ["flip", "cut", "empty", "append", "other"])
    func `a damaged file is blob_corrupt, is set aside, and can be sent again`(damage: String) async throws {
        try await withStore { store, root in
            let random = RandomSource.seeded(7)
            let bytes = (0..<300_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let blob = try await store.write(bytes)
            let path = file(blob.digest, in: root)
            var stored = try Data(contentsOf: URL(filePath: path))
            switch damage {
            case "flip": stored[stored.count / 2] ^= 0x10
            case "cut": stored.removeLast(1000)
            case "empty": stored = Data()
            case "append": stored.append(contentsOf: [1, 2, 3])
            default:
                let other = try await store.write([9])
                stored = try Data(contentsOf: URL(filePath: file(other.digest, in: root)))
            }
            try stored.write(to: URL(filePath: path))

            let code = await code { _ = try await store.read(blob.digest, limit: .max) }
            #expect(code == .blobCorrupt)
            let missing = try await store.missing(of: [blob.digest])
            #expect(missing == [blob.digest])
            #expect(try Directory.names(in: root + "/damaged") == [blob.digest])
            try await store.write(bytes, expecting: blob.digest)
            let again = try await store.read(blob.digest, limit: .max)
            #expect(again == bytes)
        }
    }

    @Test func `a copy has the content and the mode, and none is left when the content is damaged`() async throws {
        try await withStore { store, root in
            try await store.write(Array("abc".utf8))
            let target = root + "/copy"
            let (folder, copy) = (try RootFolder(root), try #require(RelativePath("copy")))
            try await store.copy(abc, to: copy, below: folder, mode: 0o755)
            #expect(try String(decoding: Data(contentsOf: URL(filePath: target)), as: UTF8.self) == "abc")
            #expect(access(target, X_OK) == 0)
            let exists = await code { try await store.copy(abc, to: copy, below: folder) }
            #expect(exists == .ioFailed)

            try Data([0]).write(to: URL(filePath: file(abc, in: root)))
            let second = try #require(RelativePath("second"))
            let damaged = await code { try await store.copy(abc, to: second, below: folder) }
            #expect(damaged == .blobCorrupt)
            #expect(access(root + "/second", F_OK) != 0)
        }
    }

    @Test(arguments: ["", "abc", "../../../etc/passwd", String(repeating: "A", count: 64)])
    func `what is no digest is invalid_digest and touches no file`(text: String) async throws {
        try await withStore { store, _ in
            let codes = [
                await code { _ = try await store.read(text, limit: 1) }, await code { try await store.remove(text) },
                await code { _ = try await store.missing(of: [text]) },
            ]
            #expect(codes == [.invalidDigest, .invalidDigest, .invalidDigest])
        }
    }

    @Test func `removed blobs are gone, others listed`() async throws {
        try await withStore { store, _ in
            try await store.write(Array("abc".utf8))
            let kept = try await store.write([1])
            let removed = [try await store.remove(abc), try await store.remove(abc)]
            let digests = try await store.entries().map(\.digest)
            let code = await code { _ = try await store.reader(abc) }
            #expect(removed == [true, false])
            #expect(digests == [kept.digest])
            #expect(code == .blobNotFound)
        }
    }

    @Test func `more than the limit is blob_too_large`() async throws {
        try await withStore { store, _ in
            let blob = try await store.write([UInt8](repeating: 0, count: 300_000))
            let code = await code { _ = try await store.read(blob.digest, limit: 299_999) }
            #expect(code == .blobTooLarge)
        }
    }

    @Test func `many writers at once, some of the same content, all end well`() async throws {
        try await withStore { store, root in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<64 {
                    group.addTask { try await store.write([UInt8](repeating: UInt8(index % 16), count: 10_000)) }
                }
                try await group.waitForAll()
            }
            let digests = try await store.entries().map(\.digest)
            #expect(digests.count == 16)
            for digest in digests {
                let bytes = try await store.read(digest, limit: .max)
                #expect(bytes.count == 10_000)
            }
            #expect(try Directory.names(in: root + "/incoming").isEmpty)
        }
    }
}
