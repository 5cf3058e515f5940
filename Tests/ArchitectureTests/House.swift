// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The house on paper: which rooms there are, on which floor, and what each may import beside its own floor's rules.
enum House {
    /// A target of the package and the sibling targets that it may import.
    struct Room {
        var name: String
        var floor: Int
        var imports: Set<String>
    }

    static let cLibraries: Set<String> = [
        "CBrotli", "CCurl", "CDashboard", "COpenSSL", "CPQ", "CSQLite", "CSodium", "CYAML", "CZlib", "CZstd", "CLinux",
    ]

    /// Modules of the toolchain that any room may import. Full Foundation is not one of them: it costs 44 MB of ICU.
    static let toolchain: Set<String> = ["FoundationEssentials", "Glibc", "Synchronization", "Dispatch"]

    static let rooms: [Room] = [
        Room(name: "Primitives", floor: 1, imports: []),
        Room(name: "Hashing", floor: 1, imports: ["COpenSSL"]),
        Room(name: "YAML", floor: 1, imports: ["CYAML"]),

        Room(name: "Model", floor: 2, imports: ["Primitives"]),
        Room(name: "Wire", floor: 2, imports: ["Primitives", "Model"]),
        Room(name: "OpenAPI", floor: 2, imports: ["Primitives"]),
        Room(name: "Metrics", floor: 2, imports: ["Primitives"]),
        Room(name: "Configuration", floor: 2, imports: ["Primitives", "Model", "YAML"]),
        Room(name: "Detection", floor: 2, imports: ["Primitives", "Model", "YAML"]),
        Room(name: "Arguments", floor: 2, imports: ["Primitives"]),
        Room(name: "Dockerfiles", floor: 2, imports: ["Primitives", "Model", "Detection"]),

        Room(name: "Storage", floor: 3, imports: ["Primitives", "Model", "Hashing", "CZstd", "CLinux"]),
        Room(name: "StorageSQLite", floor: 3, imports: ["Primitives", "Storage", "CSQLite"]),
        Room(name: "StoragePostgreSQL", floor: 3, imports: ["Primitives", "Storage", "CPQ", "CLinux"]),
        Room(name: "HTTP", floor: 3, imports: ["Primitives", "CLinux", "COpenSSL", "CZlib", "CBrotli", "CZstd"]),
        Room(name: "InternetClient", floor: 3, imports: ["Primitives", "HTTP", "CCurl"]),
        Room(name: "Processes", floor: 3, imports: ["Primitives", "CLinux"]),
        Room(name: "Source", floor: 3, imports: ["Primitives", "Model", "Hashing"]),

        Room(name: "Dashboard", floor: 4, imports: ["Primitives", "HTTP", "CDashboard"]),
        Room(name: "Workflows", floor: 4, imports: ["Primitives", "Model", "Storage"]),
        Room(name: "Vault", floor: 4, imports: ["Primitives", "Model", "Storage", "CSodium"]),
        Room(name: "Traffic", floor: 4, imports: ["Primitives", "Model", "Processes"]),
        Room(
            name: "Containers", floor: 4,
            imports: ["Primitives", "Hashing", "HTTP", "InternetClient", "Processes"]),

        Room(name: "Platforms", floor: 5, imports: ["Primitives", "Model"]),
        Room(name: "Hosting", floor: 5, imports: ["Primitives", "Model", "Platforms", "Traffic", "HTTP"]),
        Room(
            name: "LocalProcess", floor: 5,
            imports: ["Primitives", "Model", "Hashing", "Platforms", "Hosting", "Processes", "Traffic", "HTTP"]),
        Room(
            name: "Docker", floor: 5,
            imports: [
                "Primitives", "Hashing", "Model", "Platforms", "Hosting", "Processes", "Traffic", "HTTP", "Containers",
            ]),

        Room(
            name: "Identity", floor: 5,
            imports: [
                "Primitives", "Hashing", "Model", "Wire", "Storage", "Workflows", "Vault", "CSodium", "COpenSSL",
            ]),

        Room(
            name: "Delivery", floor: 6,
            imports: [
                "Primitives", "Model", "Hashing", "Configuration", "Detection", "Dockerfiles", "Storage", "Processes",
                "Workflows", "Vault", "Platforms",
            ]),
        Room(
            name: "Operations", floor: 6,
            imports: ["Primitives", "Model", "Wire", "Metrics", "HTTP", "Storage", "Workflows"]),
        Room(
            name: "LiveEvents", floor: 6,
            imports: ["Primitives", "Model", "Wire", "HTTP", "Storage", "Workflows", "Platforms"]),

        Room(
            name: "ControlPlane", floor: 7,
            imports: [
                "Primitives", "Hashing", "Model", "Wire", "OpenAPI", "Metrics", "HTTP", "Storage", "Workflows",
                "Platforms", "Identity", "Delivery", "Operations", "LiveEvents",
            ]),
        Room(name: "Client", floor: 7, imports: ["Primitives", "Model", "Wire", "HTTP"]),

        Room(
            name: "Commands", floor: 8,
            imports: [
                "Primitives", "Model", "Wire", "Configuration", "Detection", "Dockerfiles", "Arguments", "HTTP",
                "Client",
                "Processes", "Source", "Containers",
            ]),
    ]

    /// Executables are composition roots: they may import any room, and are short.
    static let mains: Set<String> = ["dextra"]

    static let root: String = {
        // …/Tests/ArchitectureTests/House.swift → …
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }()

    /// Every file below a folder of the package with the given ending, as paths relative to the package, sorted.
    static func files(below folder: String, endingWith suffix: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
            .filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
    }

    static func text(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        return String(decoding: data, as: UTF8.self)
    }
}
