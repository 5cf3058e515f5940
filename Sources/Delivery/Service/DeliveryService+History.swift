// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage

extension DeliveryService {
    /// What one content of a source may have to be shown: 1 MiB.
    package static let maximumShownBytes = 1 << 20

    /// A release by its number; throws `project_not_found`, `release_not_found`.
    package func release(_ number: Int, of name: ProjectName, profile: Profile) async throws -> Release {
        try await parts.database.read { connection in
            let project = try ProjectStore().require(named: name, on: connection)
            guard
                let release = try ReleaseStore().find(
                    number: number, project: project.id, profile: profile, on: connection)
            else { throw RollbackTarget.notFound(number) }
            return release
        }
    }

    /// What the release's source was made of; throws `release_pruned` when that is no longer kept.
    package func manifest(of release: Release) async throws -> SourceManifest {
        do {
            return try await SourceReading.manifest(release.source, from: parts.blobs)
        } catch let failure as Failure where failure.code == .blobNotFound {
            throw Failure(
                .releasePruned, "the source of release v\(release.number) is no longer kept",
                hint: "'keep' in dextra.yaml says how many releases are kept")
        }
    }

    /// The content of one file of the release's source, at most ``maximumShownBytes``.
    ///
    /// Throws `not_found`, `blob_not_found`, `blob_too_large`.
    package func file(_ path: String, of release: Release) async throws -> [UInt8] {
        guard case .file(let digest, _, _) = try await manifest(of: release)[path]?.content else {
            throw Failure(.notFound, "release v\(release.number) has no file '\(path)'")
        }
        return try await parts.blobs.read(digest, limit: Self.maximumShownBytes)
    }
}
