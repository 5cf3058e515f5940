// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// One object of the stream with which the engine answers builds, pulls and pushes.
struct EngineMessage: Decodable {
    struct Progress: Decodable {
        var current: Int?
        var total: Int?
    }

    struct Detail: Decodable {
        var code: Int?
        var message: String?
    }

    var stream: String?
    var status: String?
    var id: String?
    var progressDetail: Progress?
    var aux: JSONValue?
    var errorDetail: Detail?
    var error: String?

    /// Why the engine gave up, when this object says that it did.
    var problem: String? { error ?? errorDetail?.message }

    /// What it says of a layer.
    var transfer: LayerTransfer? {
        guard let status, let id, let phase = Self.phase(status) else { return nil }
        return LayerTransfer(
            layer: id, phase: phase, current: progressDetail?.current, total: progressDetail?.total)
    }

    /// nil for what is said of an image as a whole, e.g. `Pulling from library/debian`.
    private static func phase(_ status: String) -> LayerTransfer.Phase? {
        switch status {
        case "Pulling fs layer", "Waiting", "Retrying": .waiting
        case "Downloading": .downloading
        case "Verifying Checksum", "Download complete": .verifying
        case "Extracting": .extracting
        case "Preparing": .preparing
        case "Pushing": .pushing
        case "Pull complete", "Already exists", "Pushed", "Layer already exists": .done
        case _ where status.hasPrefix("Mounted from"): .done
        case _ where status.hasPrefix("Pulling from") || status.contains(": digest: "): nil
        default: .other(status)
        }
    }
}

extension DockerEngine {
    /// Reads the objects of an answer's body, one after the other, to its end.
    func forEachMessage(
        of response: HTTPClientResponse, _ body: (EngineMessage) async throws -> Void
    ) async throws {
        var splitter = JSONStreamSplitter()
        while let bytes = try await reading({ try await response.nextBody() }) {
            for object in try splitter.consume(bytes) {
                try await body(try JSONText.decode(EngineMessage.self, from: object))
            }
        }
    }
}
