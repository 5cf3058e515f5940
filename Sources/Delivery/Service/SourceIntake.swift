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
    private let time: TimeSource
    /// When somebody last asked for or sent a content: it may be part of a deployment that is about to be asked for.
    private var touched: [String: Timestamp] = [:]
    /// Backups that read what is stored.
    private var holds = 0

    /// How long a content nobody refers to is kept after it was last asked for or sent.
    package static let patience: Duration = .seconds(60 * 60)

    package init(database: any Database, node: NodeID, blobs: BlobStore, time: TimeSource) {
        self.database = database
        self.node = node
        relay = BlobRelay(database: database, blobs: blobs, time: time)
        self.blobs = blobs
        self.time = time
    }

    /// Those of the digests whose contents are not stored; throws `invalid_digest`.
    package func missing(of digests: [String]) async throws -> [String] {
        try BlobStore.check(digests)
        touch(digests)
        return try await blobs.missing(of: digests)
    }

    /// Stores a content that arrives in pieces and returns once it is durable; throws `invalid_digest`,
    /// `blob_mismatch`, `disk_full`.
    package func receive(_ digest: String, next: () async throws -> [UInt8]?) async throws {
        try BlobStore.check([digest])
        touch([digest])
        let writer = try await blobs.writer()
        while let bytes = try await next() { try await writer.write(bytes) }
        _ = try await writer.finish(expecting: digest)
    }

    /// Stores a manifest and returns its digest, which names the source.
    func keep(_ manifest: SourceManifest) async throws -> String {
        touch(manifest.digests)
        let blob = try await blobs.write(Array(try JSONText.encode(manifest).utf8))
        touch([blob.digest])
        return blob.digest
    }

    /// Removes the contents that neither a kept release nor an unfinished deployment of this node's projects refers to;
    /// returns how many.
    package func removeUnused() async throws -> Int {
        let (manifests, wanted) = try await database.read { [node] connection in
            (
                try SourceReferences.manifests(of: node, on: connection),
                try SourceReferences.awaited(of: nil, on: connection)
            )
        }
        try await relay.removeUnused(wanted: wanted)
        let used = try await SourceReferences.contents(of: manifests, in: blobs)
        let now = time.now()
        touched = touched.filter { now - $0.value < Self.patience }
        var removed = 0
        for digest in try await blobs.digests() where !used.contains(digest) && touched[digest] == nil {
            // Asked anew each time: a backup may have begun meanwhile.
            guard holds == 0 else { break }
            if try await blobs.remove(digest) { removed += 1 }
        }
        return removed
    }

    private func touch(_ digests: some Sequence<String>) {
        let now = time.now()
        for digest in digests { touched[digest] = now }
    }

    /// Runs a body during which nothing is removed.
    func holding<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        holds += 1
        defer { holds -= 1 }
        return try await body()
    }
}
