// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// A network as the engine described it at one moment.
package struct NetworkSnapshot: Sendable, Hashable {
    package var id: String
    package var name: String
    package var driver: String
    package var labels: [String: String]
    /// Nothing in it reaches the world outside.
    package var isInternal: Bool
    /// The running containers in it, by ID; empty in lists.
    package var containers: Set<String>

    init(_ json: JSONValue) {
        id = json.text("Id")
        name = json.text("Name")
        driver = json.text("Driver")
        labels = json.texts("Labels")
        isInternal = json.flag("Internal")
        containers = Set(json.members("Containers").keys)
    }
}

extension DockerEngine {
    /// Creates a bridge network and gives its ID. Throws `network_conflict` when the name is taken.
    package func createNetwork(
        _ name: String, labels: [String: String] = [:], isInternal: Bool = false
    ) async throws -> String {
        let body: JSONValue = [
            "Name": .string(name), "Driver": "bridge", "Labels": .texts(labels), "Internal": .bool(isInternal),
            "CheckDuplicate": true,
        ]
        return try await value(try EngineCall(.post, "/networks/create", subject: .network(name), json: body))
            .text("Id")
    }

    /// A network by name or ID. Throws `network_not_found`.
    package func network(_ name: String) async throws -> NetworkSnapshot {
        NetworkSnapshot(try await value(try networkCall(.get, name, "")))
    }

    /// The networks that have all these labels; an empty value means any.
    package func networks(labels: [String: String] = [:]) async throws -> [NetworkSnapshot] {
        let call = try EngineCall(.get, "/networks", [("filters", try EngineFilters(labels: labels).json)])
        return try await value(call, as: [JSONValue].self).map(NetworkSnapshot.init)
            .filter { EngineFilters.hold(labels, in: $0.labels) }
    }

    /// Throws `network_not_found`, and `network_conflict` while containers are in it.
    package func removeNetwork(_ name: String) async throws { try await send(try networkCall(.delete, name, "")) }

    /// Connects a container; `aliases` are further names by which the network's other containers find it.
    ///
    /// Throws `network_not_found`, `container_not_found`, `network_conflict` when it is connected.
    package func connect(_ container: String, to network: String, aliases: [String] = []) async throws {
        let body: JSONValue = [
            "Container": .string(container), "EndpointConfig": ["Aliases": .strings(aliases)],
        ]
        try await send(try networkCall(.post, network, "/connect", json: body))
    }

    package func disconnect(_ container: String, from network: String, force: Bool = false) async throws {
        let body: JSONValue = ["Container": .string(container), "Force": .bool(force)]
        try await send(try networkCall(.post, network, "/disconnect", json: body))
    }

    private func networkCall(
        _ method: HTTPMethod, _ name: String, _ rest: String, json: JSONValue? = nil
    ) throws -> EngineCall {
        try EngineCall(method, "/networks/\(Self.segment(name))\(rest)", subject: .network(name), json: json)
    }
}
