// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ContainerSnapshot {
    /// From `GET /containers/{id}/json`.
    init(_ json: JSONValue) {
        let settings = json["Config"] ?? [:]
        let network = json["NetworkSettings"] ?? [:]
        self.init(
            id: json.text("Id"), name: json.text("Name").withoutSlash, image: settings.text("Image"),
            imageID: json.text("Image"), labels: settings.texts("Labels"),
            created: EngineTime.timestamp(json.text("Created")), state: ContainerState(json["State"] ?? [:]),
            restartCount: json.int("RestartCount"), hasTerminal: settings.flag("Tty"),
            ports: network.members("Ports").flatMap(Self.ports).sorted {
                ($0.container, $0.address) < ($1.container, $1.address)
            },
            networks: network.members("Networks").mapValues {
                NetworkAttachment(address: $0.filledText("IPAddress"), aliases: $0.strings("Aliases"))
            })
    }

    private static func ports(_ key: String, _ bindings: JSONValue) -> [PublishedPort] {
        let parts = key.split(separator: "/")
        guard let container = parts.first.flatMap({ Int($0) }) else { return [] }
        let transport = parts.dropFirst().first.flatMap { PortMapping.Transport(rawValue: String($0)) } ?? .tcp
        return (bindings.array ?? []).compactMap { binding in
            guard let host = Int(binding.text("HostPort")) else { return nil }
            return PublishedPort(
                container: container, transport: transport, address: binding.text("HostIp"), host: host)
        }
    }
}

extension ContainerState {
    init(_ json: JSONValue) {
        let health = json["Health"] ?? [:]
        let processID = json.int("Pid")
        self.init(
            status: Status(json.text("Status")), exitCode: json.int("ExitCode"), isOutOfMemory: json.flag("OOMKilled"),
            error: json.text("Error"), processID: processID == 0 ? nil : processID,
            started: EngineTime.timestamp(json.text("StartedAt")),
            finished: EngineTime.timestamp(json.text("FinishedAt")),
            health: Health(rawValue: health.text("Status")) ?? .none,
            healthOutput: health.elements("Log").last?.filledText("Output"))
    }
}

extension ContainerState.Status {
    /// Podman has more words for the same.
    fileprivate init(_ word: String) {
        self =
            switch word {
            case "configured", "initialized": .created
            case "stopped", "stopping": .exited
            default: Self(rawValue: word) ?? .dead
            }
    }
}

extension ContainerSummary {
    /// From `GET /containers/json`.
    init(_ json: JSONValue) {
        self.init(
            id: json.text("Id"), name: (json.strings("Names").first ?? "").withoutSlash, image: json.text("Image"),
            imageID: json.text("ImageID"), labels: json.texts("Labels"),
            status: ContainerState.Status(json.text("State")), command: json.text("Command"),
            words: json.text("Status"),
            created: json.seconds("Created"))
    }
}

extension String {
    fileprivate var withoutSlash: String { first == "/" ? String(dropFirst()) : self }
}
