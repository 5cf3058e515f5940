// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Glibc
package import Primitives
import Synchronization

/// Content by its SHA-256, compressed with Zstandard, one file each: `ab/cdef…` below the root.
///
/// A blob that was acknowledged is on the disk: written under another name, synced, renamed, its directory synced. All
/// calls run on the store's own threads. One process uses a root at a time, the one that holds the ``HomeLock``.
package struct BlobStore: Sendable {
    private let layout: BlobLayout
    private let lanes: [BlobLane]
    private let turn = Turn()

    /// Opens the store, making its directories and removing uploads that a crash left unfinished.
    package init(root: String, threads: Int = 2, time: TimeSource = .system) throws {
        let layout = BlobLayout(root: root)
        self.layout = layout
        let names = BlobNames(layout: layout, time: time)
        try layout.prepare()
        lanes = try (1...max(threads, 1)).map { number in
            BlobLane(names: names, executor: try ThreadExecutor(name: "dextra-blob\(number)"))
        }
    }

    /// Begins a blob whose content arrives in pieces.
    package func writer() async throws -> BlobWriter { try await nextLane().writer() }

    /// Stores a whole content; throws `blob_mismatch` when it is not what the digest says.
    @discardableResult
    package func write(_ bytes: [UInt8], expecting digest: String? = nil) async throws -> Blob {
        let writer = try await writer()
        try await writer.write(bytes)
        return try await writer.finish(expecting: digest)
    }

    /// Throws `invalid_digest` for what can't name a blob.
    package static func check(_ digests: some Sequence<String>) throws {
        for digest in digests { try BlobLayout.check(digest) }
    }

    package func contains(_ digest: String) async throws -> Bool { try await nextLane().contains(digest) }

    /// Those of the digests that are not stored, each once, in the order given. Those that are count as used now: see
    /// ``remove(_:unusedFor:)``.
    package func missing(of digests: [String]) async throws -> [String] {
        try await nextLane().missing(of: digests)
    }

    /// Begins reading a blob in pieces; throws `blob_not_found`.
    package func reader(_ digest: String) async throws -> BlobReader { try await nextLane().reader(digest) }

    /// The whole of a blob; throws `blob_too_large` above the limit, `blob_not_found`, `blob_corrupt`.
    package func read(_ digest: String, limit: Int) async throws -> [UInt8] {
        try await nextLane().read(digest, limit: limit)
    }

    /// Writes a blob's content to a new file, which must not exist and is removed again when the content is damaged.
    ///
    /// The copy is not synced: whoever needs it durable syncs the tree it belongs to, once.
    package func copy(
        _ digest: String, to path: RelativePath, below root: RootFolder, mode: mode_t = 0o644
    ) async throws {
        try await nextLane().copy(digest, to: path, below: root, mode: mode)
    }

    /// Deletes a blob; false when it is not there.
    @discardableResult
    package func remove(_ digest: String) async throws -> Bool { try await nextLane().remove(digest) }

    /// The blob's own file, compressed as it is stored; throws `invalid_digest`. It stays while the blob does.
    package func file(of digest: String) throws -> String { try layout.path(of: digest) }

    /// Deletes a blob that was neither sent nor asked for with ``missing(of:)`` for so long; false when it was, or is
    /// not there. Whoever was told meanwhile that a blob is stored finds it.
    package func remove(_ digest: String, unusedFor time: Duration) async throws -> Bool {
        try await nextLane().remove(digest, unusedFor: time)
    }

    /// Everything stored, in the order of the digests.
    package func entries() async throws -> [StoredBlob] { try await nextLane().entries() }

    private func nextLane() -> BlobLane { lanes[turn.next() % lanes.count] }

    private final class Turn: Sendable {
        private let count = Atomic<Int>(0)

        func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max }
    }
}

/// A stored content: what it is called and how large it is.
package struct Blob: Sendable, Hashable {
    /// SHA-256 of the content, 64 lower-case hex digits.
    package var digest: String
    /// Bytes of content.
    package var size: Int64
}

/// A blob as it lies on the disk.
package struct StoredBlob: Sendable, Hashable {
    package var digest: String
    /// Bytes of its file, compressed.
    package var size: Int64
    /// When it was last sent or asked for.
    package var usedAt: Timestamp
}
