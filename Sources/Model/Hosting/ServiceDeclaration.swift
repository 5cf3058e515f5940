// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A database, cache or broker that a project asks to have beside it, as it was written: what is nil or missing, the
/// catalog of known images fills in.
package struct ServiceDeclaration: Sendable, Hashable, Codable {
    /// 1 to 30 lower-case letters, digits and inner hyphens, beginning with a letter; also its host name.
    package var name: String
    package var image: String
    /// Plain values for the container's environment.
    package var environment: [String: String]
    /// Arguments in place of the image's own.
    package var command: [String]?
    package var port: Int?
    /// Where in the container the data is.
    package var dataFolder: String?
    /// A shell command that is run inside; status 0 means ready.
    package var readyCommand: String?
    package var memoryBytes: Int?
    /// In cores.
    package var cpus: Double?

    package init(
        name: String, image: String, environment: [String: String] = [:], command: [String]? = nil, port: Int? = nil,
        dataFolder: String? = nil, readyCommand: String? = nil, memoryBytes: Int? = nil, cpus: Double? = nil
    ) {
        self.name = name
        self.image = image
        self.environment = environment
        self.command = command
        self.port = port
        self.dataFolder = dataFolder
        self.readyCommand = readyCommand
        self.memoryBytes = memoryBytes
        self.cpus = cpus
    }

    private enum CodingKeys: String, CodingKey {
        case name, image
        case environment = "env"
        case command, port
        case dataFolder = "volume"
        case readyCommand = "ready"
        case memoryBytes = "memory_bytes"
        case cpus
    }
}
