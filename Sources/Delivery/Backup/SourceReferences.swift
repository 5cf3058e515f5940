// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Which contents the database refers to: those of every release that is not pruned and of unfinished deployments.
enum SourceReferences {
    /// Most bytes that a manifest may have.
    private static let maximumManifestBytes = 256 << 20

    static func manifests(on connection: any ReadConnection) throws -> Set<String> {
        var manifests: Set<String> = []
        for row in try connection.rows("SELECT DISTINCT source FROM releases WHERE status <> 'pruned'") {
            manifests.insert(try row.text("source"))
        }
        for project in try ProjectStore().list(on: connection) {
            for journal in try RunStore().open(subject: DeliveryParts.subject(of: project.id), on: connection)
            where journal.run.kind == DeployPipeline.kind {
                manifests.insert(try journal.run.input.decoded(as: DeployInput.self).source)
            }
        }
        return manifests
    }

    /// The manifests and all that they name. One that can't be read says nothing about what it refers to: then this
    /// throws, for nothing would be safe to remove.
    static func contents(of manifests: Set<String>, in blobs: BlobStore) async throws -> Set<String> {
        var used = manifests
        for digest in manifests {
            let bytes = try await blobs.read(digest, limit: maximumManifestBytes)
            used.formUnion(try JSONText.decode(SourceManifest.self, from: bytes).digests)
        }
        return used
    }
}
