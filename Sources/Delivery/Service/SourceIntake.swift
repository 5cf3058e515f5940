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
        let (manifests, wanted) = try await referredManifests()
        try await relay.removeUnused(wanted: wanted)
        var used = manifests
        for digest in manifests {
            // Not taken out of the relay yet: then nothing of it is here.
            if wanted.contains(digest), try await !blobs.contains(digest) { continue }
            // One that can't be read says nothing about what it refers to: then nothing is safe to remove.
            let bytes = try await blobs.read(digest, limit: 256 << 20)
            used.formUnion(try JSONText.decode(SourceManifest.self, from: bytes).digests)
        }
        let now = time.now()
        touched = touched.filter { now - $0.value < Self.patience }
        var removed = 0
        for digest in try await blobs.digests() where !used.contains(digest) && touched[digest] == nil {
            if try await blobs.remove(digest) { removed += 1 }
        }
        return removed
    }

    private func touch(_ digests: some Sequence<String>) {
        let now = time.now()
        for digest in digests { touched[digest] = now }
    }

    /// The sources that this node's projects refer to, and those that an unfinished deployment of any waits for.
    private func referredManifests() async throws -> (own: Set<String>, wanted: Set<String>) {
        try await database.read { [node] connection in
            var (manifests, wanted): (Set<String>, Set<String>) = ([], [])
            for project in try ProjectStore().list(on: connection) {
                for journal in try RunStore().open(subject: DeliveryParts.subject(of: project.id), on: connection)
                where journal.run.kind == DeployPipeline.kind {
                    let source = try journal.run.input.decoded(as: DeployInput.self).source
                    wanted.insert(source)
                    if project.node == node { manifests.insert(source) }
                }
                guard project.node == node else { continue }
                for release in try ReleaseStore().list(project: project.id, on: connection)
                where release.status != .pruned {
                    manifests.insert(release.source)
                }
            }
            return (manifests, wanted)
        }
    }
}
