// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
package import Storage

/// Carries an uploaded source through the shared database to the node whose project it is for.
///
/// Contents live on the disk of the node that builds from them. A deployment may be asked for anywhere, so a node that
/// is not the one lays the source into the database, and the run's first step takes it out again.
package struct BlobRelay: Sendable {
    /// Bytes of one row.
    private static let part = 1 << 20

    private let database: any Database
    private let blobs: BlobStore
    private let time: TimeSource
    private let store = RelayedBlobStore()

    package init(database: any Database, blobs: BlobStore, time: TimeSource) {
        self.database = database
        self.blobs = blobs
        self.time = time
    }

    /// Lays a source's manifest and contents into the database; returns once that is durable.
    func offer(_ source: String, _ manifest: SourceManifest) async throws {
        for digest in manifest.digests.sorted() + [source] {
            let reader = try await blobs.reader(digest)
            var (number, rest): (Int, [UInt8]) = (0, [])
            while let bytes = try await reader.next() {
                rest += bytes
                while rest.count >= Self.part {
                    try await put(Array(rest.prefix(Self.part)), source, digest, number)
                    rest.removeFirst(Self.part)
                    number += 1
                }
            }
            if !rest.isEmpty || number == 0 { try await put(rest, source, digest, number) }
        }
    }

    /// Takes what this node does not have of a source out of the database. What is not there either stays missing.
    func fetch(_ source: String) async throws {
        try await take(source, of: source)
        guard try await blobs.contains(source) else { return }
        let manifest = try await SourceReading.manifest(source, from: blobs)
        for digest in try await blobs.missing(of: manifest.digests.sorted()) { try await take(digest, of: source) }
        guard try await blobs.missing(of: manifest.digests.sorted()).isEmpty else { return }
        try await database.write { [store] in try store.remove(source: source, on: $0) }
    }

    /// Removes what has waited for more than a while, but for the sources that are still wanted.
    func removeUnused(wanted: Set<String>) async throws {
        let limit = time.now() + (.zero - SourceIntake.patience)
        let waiting = try await database.read { [store] in try store.sources(offeredBefore: limit, on: $0) }
        for source in waiting where !wanted.contains(source) {
            try await database.write { [store] in try store.remove(source: source, on: $0) }
        }
    }

    private func put(_ bytes: [UInt8], _ source: String, _ digest: String, _ part: Int) async throws {
        let now = time.now()
        try await database.write { [store] in
            try store.insert(bytes, source: source, digest: digest, part: part, at: now, on: $0)
        }
    }

    private func take(_ digest: String, of source: String) async throws {
        guard try await !blobs.contains(digest) else { return }
        var writer: BlobWriter?
        var number = 0
        while let bytes = try await database.read({ [store, number] in
            try store.part(number, of: digest, source: source, on: $0)
        }) {
            let open = if let writer { writer } else { try await blobs.writer() }
            try await open.write(bytes)
            writer = open
            number += 1
        }
        // A part that is missing at the end shows in the digest.
        if let writer { _ = try await writer.finish(expecting: digest) }
    }
}
