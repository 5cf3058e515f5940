// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import StorageSQLite
import TestKit
import Testing

/// A file system that is really full, which only root can make; others have `GroupCommitTests` for SQLite's side.
@Suite(.enabled(if: geteuid() == 0, "only root can mount a small file system"))
struct DiskFullTests {
    private func withSmallDisk(_ body: (String) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            guard mount("tmpfs", directory, "tmpfs", 0, "size=4m,mode=0700") == 0 else {
                try Test.cancel("no permission to mount a small file system")
            }
            do {
                try await body(directory)
            } catch {
                umount2(directory, Int32(MNT_DETACH))
                throw error
            }
            umount2(directory, Int32(MNT_DETACH))
        }
    }

    @Test func `a write that does not fit is disk_full, and goes through once there is room`() async throws {
        try await withSmallDisk { directory in
            let database = try await TemporaryDatabase.open(in: directory, migrations: [])
            try await DatabaseConformance.makeTable(database)
            let ballast = try FileDescriptor(path: directory + "/ballast", flags: O_CREAT | O_WRONLY)
            var written: [Int64] = []
            #expect(posix_fallocate(ballast.number, 0, 2 << 20) == 0)
            var failure: Failure?
            for id in 1...1000 where failure == nil {
                do {
                    try await database.write { connection in
                        try connection.execute(
                            "INSERT INTO items (id, body) VALUES (?, ?)",
                            [.integer(id), .bytes([UInt8](repeating: 7, count: 50_000))])
                    }
                    written.append(Int64(id))
                } catch { failure = error as? Failure }
            }
            #expect(failure?.code == .diskFull)
            #expect(failure?.hint != nil)
            let during = try await DatabaseConformance.identifiers(database)
            #expect(during == written)
            #expect(ftruncate(ballast.number, 0) == 0)
            try await database.write { try DatabaseConformance.insert(5000, $0) }
            await database.close()

            let again = try SQLiteDatabase.open(path: directory + "/dextra.db", logger: .silent)
            let after = try await DatabaseConformance.identifiers(again)
            #expect(after == written + [5000])
            try await again.checkIntegrity()
            await again.close()
        }
    }

    @Test func `a blob that does not fit is disk_full and leaves nothing`() async throws {
        try await withSmallDisk { directory in
            let store = try BlobStore(root: directory + "/blobs")
            let kept = try await store.write([1, 2, 3])
            let random = RandomSource.seeded(3)
            let writer = try await store.writer()
            let failure = await #expect(throws: Failure.self) {
                for _ in 1...64 {
                    try await writer.write((0..<131_072).map { _ in UInt8(truncatingIfNeeded: random.next()) })
                }
            }
            let digests = try await store.entries().map(\.digest)
            #expect(failure?.code == .diskFull)
            #expect(digests == [kept.digest])
            #expect(try Directory.names(in: directory + "/blobs/incoming").isEmpty)
            try await store.write([4, 5, 6])
        }
    }
}
