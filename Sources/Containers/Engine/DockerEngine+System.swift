// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// What an engine says of itself and its machine.
package struct EngineInformation: Sendable, Hashable {
    package var id: String
    /// The machine's.
    package var hostName: String
    /// Of the engine's own release, e.g. `28.2.2`.
    package var version: String
    package var operatingSystem: String
    /// As the kernel names it, e.g. `x86_64`.
    package var architecture: String
    package var processors: Int
    /// Bytes.
    package var memory: Int
    package var storageDriver: String
    /// Where it keeps everything.
    package var rootDirectory: String
    package var isRootless: Bool
    package var runningContainers: Int
    package var containers: Int
    package var images: Int
    /// What it finds wrong with its machine.
    package var warnings: [String]

    init(_ json: JSONValue) {
        id = json.text("ID")
        hostName = json.text("Name")
        version = json.text("ServerVersion")
        operatingSystem = json.text("OperatingSystem")
        architecture = json.text("Architecture")
        processors = json.int("NCPU")
        memory = json.int("MemTotal")
        storageDriver = json.text("Driver")
        rootDirectory = json.text("DockerRootDir")
        isRootless = json.strings("SecurityOptions").contains("name=rootless")
        runningContainers = json.int("ContainersRunning")
        containers = json.int("Containers")
        images = json.int("Images")
        warnings = json.strings("Warnings")
    }
}

/// Bytes on the engine's disk.
package struct EngineDiskUsage: Sendable, Hashable {
    /// All layers of all images, each counted once.
    package var images: Int
    /// What containers have written.
    package var containers: Int
    package var volumes: Int
    package var buildCache: Int

    init(_ json: JSONValue) {
        func sum(_ key: String, _ size: (JSONValue) -> Int) -> Int {
            json.elements(key).reduce(0) { $0 + max(0, size($1)) }
        }
        images = json.int("LayersSize")
        containers = sum("Containers") { $0.int("SizeRw") }
        volumes = sum("Volumes") { ($0["UsageData"] ?? [:]).int("Size") }
        buildCache = sum("BuildCache") { $0.int("Size") }
    }
}

extension DockerEngine {
    package func information() async throws -> EngineInformation {
        EngineInformation(try await value(try EngineCall(.get, "/info")))
    }

    /// Counts everything, which takes an engine with many volumes a while.
    package func diskUsage() async throws -> EngineDiskUsage {
        EngineDiskUsage(try await value(try EngineCall(.get, "/system/df", timeouts: .patient)))
    }
}
