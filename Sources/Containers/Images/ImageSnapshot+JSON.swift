// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ImageSnapshot {
    /// From `GET /images/{name}/json`.
    init(_ json: JSONValue) {
        let settings = json["Config"] ?? [:]
        self.init(
            id: json.text("Id"), tags: json.strings("RepoTags"), digests: json.strings("RepoDigests"),
            created: json["Created"]?.string.flatMap(EngineTime.timestamp), size: json.int("Size"),
            architecture: json.text("Architecture"), operatingSystem: json.text("Os"),
            labels: settings.texts("Labels"),
            exposedPorts: settings.members("ExposedPorts").keys.compactMap { Int($0.prefix { $0 != "/" }) }.sorted(),
            environment: settings.strings("Env"), command: settings.strings("Cmd"),
            entrypoint: settings.strings("Entrypoint"), workingDirectory: settings.text("WorkingDir"),
            user: settings.text("User"), stopSignal: settings.filledText("StopSignal"),
            hasHealthcheck: !settings.members("Healthcheck").isEmpty, layers: (json["RootFS"] ?? [:]).strings("Layers"))
    }
}

extension ImageSummary {
    /// From `GET /images/json`; engines before 25 list nameless images under a name of angle brackets.
    init(_ json: JSONValue) {
        self.init(
            id: json.text("Id"), tags: json.strings("RepoTags").filter { $0 != "<none>:<none>" },
            digests: json.strings("RepoDigests").filter { $0 != "<none>@<none>" }, labels: json.texts("Labels"),
            size: json.int("Size"), created: json.seconds("Created"))
    }
}

extension ImageLayer {
    /// From `GET /images/{name}/history`.
    init(_ json: JSONValue) {
        self.init(
            id: json.text("Id"), created: json.seconds("Created"), instruction: json.text("CreatedBy"),
            size: json.int("Size"), tags: json.strings("Tags"))
    }
}
