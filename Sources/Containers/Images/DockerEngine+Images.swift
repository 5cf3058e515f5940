// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension DockerEngine {
    /// An image by name, digest reference or ID. Throws `image_not_found`.
    package func image(_ name: String) async throws -> ImageSnapshot {
        ImageSnapshot(try await value(try imageCall(.get, name, "/json")))
    }

    /// The images that have all these labels; an empty value means any.
    package func images(labels: [String: String] = [:]) async throws -> [ImageSummary] {
        let filters = try EngineFilters(labels: labels).json
        let call = try EngineCall(.get, "/images/json", [("filters", filters)])
        return try await value(call, as: [JSONValue].self).map(ImageSummary.init)
    }

    /// The instructions that made an image, the newest first. Throws `image_not_found`.
    package func history(of name: String) async throws -> [ImageLayer] {
        try await value(try imageCall(.get, name, "/history"), as: [JSONValue].self).map(ImageLayer.init)
    }

    /// Gives an image one more name; an image that had it loses it. Throws `image_not_found`.
    package func tag(_ name: String, as reference: ImageReference) async throws {
        try await send(
            try imageCall(.post, name, "/tag", [("repo", reference.name), ("tag", reference.tag ?? "latest")]))
    }

    /// Removes a name, and with the last one the image. Throws `image_not_found` and `image_in_use`.
    ///
    /// - force: removes all names, and the image even when ended containers are made of it.
    package func removeImage(_ name: String, force: Bool = false) async throws {
        try await send(try imageCall(.delete, name, "", [("force", force ? "1" : nil)]))
    }

    /// Removes images that no container uses and that have all these labels; gives the bytes freed.
    ///
    /// - onlyUntagged: whether images with a name are kept.
    @discardableResult
    package func pruneImages(labels: [String: String], onlyUntagged: Bool = true) async throws -> Int {
        var filters = EngineFilters(labels: labels)
        filters["dangling"] = [onlyUntagged ? "true" : "false"]
        let call = try EngineCall(.post, "/images/prune", [("filters", try filters.json)], timeouts: .patient)
        return try await value(call, as: JSONValue.self).int("SpaceReclaimed")
    }

    private func imageCall(
        _ method: HTTPMethod, _ name: String, _ rest: String, _ query: [(String, String?)] = []
    ) throws -> EngineCall {
        // A removal may have many layers to delete.
        try EngineCall(
            method, "/images/\(Self.segment(name, keepsSlashes: true))\(rest)", query, subject: .image(name),
            timeouts: method == .delete ? .patient : nil)
    }
}
