// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage

/// Takes uploaded contents in, and lets go of those that no release needs.
package actor SourceIntake {
    private let database: any Database
    private let node: NodeID
    private let relay: BlobRelay
    private let blobs: BlobStore
    /// Backups that read what is stored.
    private var holds = 0

    /// How long a content nobody refers to is kept after it was last asked for or sent.
    package static let patience: Duration = .seconds(60 * 60)

    package init(database: any Database, node: NodeID, blobs: BlobStore, time: TimeSource) {
        self.database = database
        self.node = node
        relay = BlobRelay(database: database, blobs: blobs, time: time)
        self.blobs = blobs
    }

    /// Those of the digests whose contents are not stored; throws `invalid_digest`.
    package func missing(of digests: [String]) async throws -> [String] {
        try BlobStore.check(digests)
        return try await blobs.missing(of: digests)
    }

    /// Stores a content that arrives in pieces and returns once it is durable; throws `invalid_digest`,
    /// `blob_mismatch`, `disk_full`.
    package func receive(_ digest: String, next: () async throws -> [UInt8]?) async throws {
        try BlobStore.check([digest])
        let writer = try await blobs.writer()
        while let bytes = try await next() { try await writer.write(bytes) }
        _ = try await writer.finish(expecting: digest)
    }

    /// Stores a manifest and returns its digest, which names the source.
    func keep(_ manifest: SourceManifest) async throws -> String {
        // Asked for: they stay while the deployment is recorded.
        _ = try await blobs.missing(of: manifest.digests.sorted())
        return try await blobs.write(Array(try JSONText.encode(manifest).utf8)).digest
    }

    /// The contents that a kept release or an unfinished deployment of this node's projects refers to.
    ///
    /// - leaving: releases that count as if they were not kept.
    func used(without leaving: Set<ReleaseID> = []) async throws -> Set<String> {
        let manifests = try await database.read { [node] in
            try SourceReferences.manifests(of: node, without: leaving, on: $0)
        }
        return try await SourceReferences.contents(of: manifests, in: blobs)
    }

    /// Removes a content that nothing refers to, by ``used()``, unless it was sent or asked for since or a backup reads
    /// what is stored; false when it stays.
    func removeUnused(_ digest: String) async throws -> Bool {
        guard !isHeld else { return false }
        return try await blobs.remove(digest, unusedFor: Self.patience)
    }

    /// Removes sources that nobody fetched from the database for a while and no unfinished deployment waits for.
    func removeUnusedRelays() async throws {
        let wanted = try await database.read { try SourceReferences.awaited(of: nil, on: $0) }
        try await relay.removeUnused(wanted: wanted)
    }

    var isHeld: Bool { holds > 0 }

    /// Runs a body during which nothing is removed.
    package func holding<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        holds += 1
        defer { holds -= 1 }
        return try await body()
    }
}
