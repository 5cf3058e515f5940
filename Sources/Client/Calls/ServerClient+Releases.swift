// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives

extension ServerClient {
    package func release(_ number: Int, of name: ProjectName, profile: Profile) async throws -> Release {
        try await call(.get, Self.releaseTarget(number, name, profile))
    }

    /// What the release's source was made of; throws `release_pruned` when that is no longer kept.
    package func manifest(ofRelease number: Int, of name: ProjectName, profile: Profile) async throws -> SourceManifest
    {
        try await call(.get, Self.releaseTarget(number, name, profile, "manifest"))
    }

    /// One file of the release's source, at most 1 MiB; throws `blob_too_large`.
    package func file(
        _ path: String, ofRelease number: Int, of name: ProjectName, profile: Profile
    ) async throws -> [UInt8] {
        let target = Self.releaseTarget(number, name, profile, "files", query: [("path", path)])
        return try await send(.get, target).collect(upTo: 2 << 20)
    }

    private static func releaseTarget(
        _ number: Int, _ name: ProjectName, _ profile: Profile, _ part: String? = nil, query: [(String, String?)] = []
    ) -> String {
        let query = [("profile", profile.rawValue)] + query
        guard let part else {
            return target("v1", "projects", name.text, "releases", String(number), query: query)
        }
        return target("v1", "projects", name.text, "releases", String(number), part, query: query)
    }
}
