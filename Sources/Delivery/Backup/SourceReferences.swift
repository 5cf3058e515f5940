// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Which contents the database refers to: those of every release that is not pruned and of unfinished deployments.
enum SourceReferences {
    /// Most bytes that a manifest may have.
    private static let maximumManifestBytes = 256 << 20

    /// Those of a node's projects; of all when it is nil. Releases that are leaving count as pruned.
    static func manifests(
        of node: NodeID?, without leaving: Set<ReleaseID> = [], on connection: any ReadConnection
    ) throws -> Set<String> {
        var manifests = try awaited(of: node, on: connection)
        let rows = try connection.rows(
            """
            SELECT releases.id AS id, releases.source AS source
            FROM releases JOIN projects ON projects.id = releases.project_id
            WHERE releases.status <> 'pruned' \(node == nil ? "" : "AND projects.node = ?")
            """, node.map { [.id($0)] } ?? [])
        for row in rows where try !leaving.contains(row.id("id")) { manifests.insert(try row.text("source")) }
        return manifests
    }

    /// Those of unfinished deployments alone.
    static func awaited(of node: NodeID?, on connection: any ReadConnection) throws -> Set<String> {
        var manifests: Set<String> = []
        for project in try ProjectStore().list(on: connection) where node == nil || project.node == node {
            for journal in try RunStore().open(subject: DeliveryParts.subject(of: project.id), on: connection)
            where journal.run.kind == DeployPipeline.kind {
                manifests.insert(try journal.run.input.decoded(as: DeployInput.self).source)
            }
        }
        return manifests
    }

    /// The manifests and all that they name. One that can't be read says nothing about what it refers to: then this
    /// throws, for nothing would be safe to remove. One that is not here at all is on its way, with all that it names.
    static func contents(of manifests: Set<String>, in blobs: BlobStore) async throws -> Set<String> {
        var used = manifests
        for digest in manifests where try await blobs.contains(digest) {
            let bytes = try await blobs.read(digest, limit: maximumManifestBytes)
            used.formUnion(try JSONText.decode(SourceManifest.self, from: bytes).digests)
        }
        return used
    }
}
