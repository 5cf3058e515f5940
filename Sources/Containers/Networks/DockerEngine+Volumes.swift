// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Primitives

/// A volume as the engine described it at one moment.
package struct VolumeSnapshot: Sendable, Hashable {
    package var name: String
    package var driver: String
    package var labels: [String: String]
    /// On the engine's machine.
    package var path: String
    package var created: Timestamp?

    init(_ json: JSONValue) {
        name = json.text("Name")
        driver = json.text("Driver")
        labels = json.texts("Labels")
        path = json.text("Mountpoint")
        created = EngineTime.timestamp(json.text("CreatedAt"))
    }
}

extension DockerEngine {
    /// Creates a volume; one of that name that is there is given as it is, with its own labels.
    @discardableResult
    package func createVolume(_ name: String, labels: [String: String] = [:]) async throws -> VolumeSnapshot {
        let body: JSONValue = ["Name": .string(name), "Labels": .texts(labels)]
        return VolumeSnapshot(
            try await value(try EngineCall(.post, "/volumes/create", subject: .volume(name), json: body)))
    }

    /// Throws `volume_not_found`.
    package func volume(_ name: String) async throws -> VolumeSnapshot {
        VolumeSnapshot(try await value(try volumeCall(.get, name)))
    }

    /// The volumes that have all these labels; an empty value means any.
    package func volumes(labels: [String: String] = [:]) async throws -> [VolumeSnapshot] {
        let call = try EngineCall(.get, "/volumes", [("filters", try EngineFilters(labels: labels).json)])
        return try await value(call).elements("Volumes").map(VolumeSnapshot.init)
            .filter { EngineFilters.hold(labels, in: $0.labels) }
    }

    /// Throws `volume_not_found`, and `volume_in_use` while a container has it.
    package func removeVolume(_ name: String) async throws { try await send(try volumeCall(.delete, name)) }

    private func volumeCall(_ method: HTTPMethod, _ name: String) throws -> EngineCall {
        try EngineCall(method, "/volumes/\(Self.segment(name))", subject: .volume(name))
    }
}
