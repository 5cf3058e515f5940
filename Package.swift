// swift-tools-version: 6.2
// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// What every Swift target is held to. Arrows between rooms are checked by ArchitectureTests, because SwiftPM
/// lets an undeclared sibling import build.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestKit"], exclude: exclude, swiftSettings: house)
}

let package = Package(
    name: "dextra",
    products: [
        .executable(name: "dextra", targets: ["dextra"]),
        .executable(name: "dextra-shim", targets: ["dextra-shim"]),
    ],
    targets: [
        // Floor 0: C
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
        .target(name: "CLinux"),
        // What scripts/web made is embedded from `assets`; without it there are no pages.
        .target(
            name: "CDashboard", exclude: ["assets"],
            cSettings: [.unsafeFlags(["-std=c23", "-Wall", "-Wextra", "-Werror"])]),
        .executableTarget(name: "dextra-shim", cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]),

        // Floor 1
        room("Primitives"),
        room("Hashing", ["COpenSSL"]),
        room("YAML", ["CYAML"]),

        // Floor 2: pure
        room("Model", ["Primitives"]),
        room("Wire", ["Primitives", "Model"]),
        room("OpenAPI", ["Primitives"]),
        room("Metrics", ["Primitives"]),
        room("Configuration", ["Primitives", "Model", "YAML"]),
        room("Detection", ["Primitives", "Model", "YAML"]),
        room("Arguments", ["Primitives"]),
        room("Dockerfiles", ["Primitives", "Model", "Detection"]),

        // Floor 3
        room("Storage", ["Primitives", "Model", "Hashing", "CZstd", "CLinux"]),
        room("StorageSQLite", ["Primitives", "Storage", "CSQLite"]),
        room("StoragePostgreSQL", ["Primitives", "Storage", "CPQ", "CLinux"]),
        room("HTTP", ["Primitives", "CLinux", "COpenSSL", "CZlib", "CBrotli", "CZstd"]),
        room("InternetClient", ["Primitives", "HTTP", "CCurl"]),
        room("Processes", ["Primitives", "CLinux"]),
        room("Source", ["Primitives", "Model", "Hashing"]),

        // Floor 4
        room("Dashboard", ["Primitives", "HTTP", "CDashboard"]),
        room("Workflows", ["Primitives", "Model", "Storage"]),
        room("Vault", ["Primitives", "Model", "Storage", "CSodium"]),
        room("Traffic", ["Primitives", "Model", "Processes"]),
        room("Containers", ["Primitives", "Hashing", "HTTP", "InternetClient", "Processes"]),

        // Floor 5
        room("Platforms", ["Primitives", "Model"]),
        room("Hosting", ["Primitives", "Model", "Platforms", "Traffic", "HTTP"]),
        room(
            "LocalProcess",
            ["Primitives", "Hashing", "Model", "Platforms", "Hosting", "Processes", "Traffic", "HTTP"]),
        room(
            "Docker",
            ["Primitives", "Hashing", "Model", "Platforms", "Hosting", "Processes", "Traffic", "HTTP", "Containers"]),

        room(
            "Identity",
            ["Primitives", "Hashing", "Model", "Wire", "Storage", "Workflows", "Vault", "CSodium", "COpenSSL"]),

        // Floor 6
        room(
            "Delivery",
            [
                "Primitives", "Model", "Hashing", "Configuration", "Detection", "Dockerfiles", "Storage", "Processes",
                "Workflows", "Vault", "Platforms",
            ]),
        room("Operations", ["Primitives", "Model", "Wire", "Metrics", "HTTP", "Storage", "Workflows"]),

        room("LiveEvents", ["Primitives", "Model", "Wire", "HTTP", "Storage", "Workflows", "Platforms"]),

        // Floor 7
        room(
            "ControlPlane",
            [
                "Primitives", "Hashing", "Model", "Wire", "OpenAPI", "Metrics", "HTTP", "Storage", "Workflows",
                "Platforms", "Identity", "Delivery", "Operations", "LiveEvents",
            ]),
        room("Client", ["Primitives", "Model", "Wire", "HTTP"]),

        // Floor 8
        room(
            "Commands",
            [
                "Primitives", "Model", "Wire", "Configuration", "Detection", "Dockerfiles", "Arguments", "HTTP",
                "Client",
                "Processes", "Source", "Containers",
            ]),

        // Floor 9
        .executableTarget(
            name: "dextra",
            dependencies: [
                "Primitives", "Model", "Storage", "StorageSQLite", "StoragePostgreSQL", "HTTP", "Processes",
                "Workflows", "Vault", "Traffic", "Platforms", "Hosting", "LocalProcess", "Docker", "Containers",
                "Identity", "Delivery", "Wire", "ControlPlane", "LiveEvents", "Dashboard", "Commands", "Metrics",
                "Operations",
            ],
            swiftSettings: house),

        // Benchmarks
        .executableTarget(name: "load", path: "Benchmarks/Load", swiftSettings: house),
        .executableTarget(
            name: "httpbench", dependencies: ["HTTP", "Primitives"], path: "Benchmarks/HTTP", swiftSettings: house),
        .executableTarget(
            name: "livebench",
            dependencies: [
                "LiveEvents", "HTTP", "Wire", "Storage", "StorageSQLite", "Workflows", "Model", "Primitives",
            ],
            path: "Benchmarks/Live", swiftSettings: house),
        .executableTarget(
            name: "rooms",
            dependencies: [
                "Primitives", "Model", "Storage", "StorageSQLite", "StoragePostgreSQL", "Workflows", "Detection",
                "Vault", "Wire", "Identity", "Metrics", "Operations", "HTTP",
            ], path: "Benchmarks/Rooms", swiftSettings: house),

        // Tests
        .target(
            name: "TestKit", dependencies: ["Primitives", "Storage", "StorageSQLite", "StoragePostgreSQL"],
            path: "Tests/TestKit",
            swiftSettings: house),
        .target(
            name: "HTTPProperties", dependencies: ["HTTP", "Primitives"], path: "Tests/HTTPProperties",
            swiftSettings: house),
        .executableTarget(
            name: "fuzz", dependencies: ["HTTPProperties"], path: "Tests/Fuzz", exclude: ["Corpus", "corpus.py"],
            swiftSettings: house),
        .target(
            name: "DeliveryKit",
            dependencies: [
                "TestKit", "Delivery", "Hashing", "Platforms", "Storage", "StorageSQLite", "Vault", "Workflows",
                "Model",
                "Primitives",
            ], path: "Tests/DeliveryKit", swiftSettings: house),
        .executableTarget(
            name: "engine-node", dependencies: ["Primitives", "Model", "Storage", "StoragePostgreSQL", "Workflows"],
            path: "Tests/EngineNode", swiftSettings: house),
        .target(
            name: "HTTPKit", dependencies: ["HTTP", "Processes", "Primitives"], path: "Tests/HTTPKit",
            swiftSettings: house),
        .target(
            name: "ContainersKit",
            dependencies: ["TestKit", "HTTPKit", "Containers", "HTTP", "Processes", "Primitives"],
            path: "Tests/ContainersKit", swiftSettings: house),
        .target(
            name: "PlatformKit", dependencies: ["TestKit", "Platforms", "HTTP", "Model", "Primitives"],
            path: "Tests/PlatformKit", swiftSettings: house),
        tests("PrimitivesTests", ["Primitives"]),
        tests("ModelTests", ["Model", "Primitives"]),
        tests("MetricsTests", ["Metrics", "Processes", "Primitives"]),
        tests(
            "OperationsTests",
            [
                "Operations", "Metrics", "Wire", "Workflows", "Storage", "StorageSQLite", "HTTP", "HTTPKit", "Model",
                "Primitives",
            ]),
        tests("ConfigurationTests", ["Configuration", "Model", "Primitives"]),
        tests("DetectionTests", ["Detection", "Model", "Primitives"]),
        tests("DockerfilesTests", ["Dockerfiles", "Detection", "Model", "Primitives"]),
        tests("ArgumentsTests", ["Arguments", "Primitives"]),
        tests("StorageTests", ["Storage", "Hashing", "StorageSQLite", "StoragePostgreSQL", "Model", "Primitives"]),
        tests("HTTPTests", ["HTTP", "HTTPKit", "HTTPProperties", "Processes", "Primitives", "COpenSSL"]),
        tests("DashboardTests", ["Dashboard", "HTTP", "HTTPKit", "Primitives"]),
        tests("InternetClientTests", ["InternetClient", "HTTP", "HTTPKit", "Processes", "Primitives"]),
        tests("ProcessesTests", ["Processes", "Primitives", "dextra-shim"]),
        tests(
            "WorkflowsTests", ["Workflows", "Storage", "StorageSQLite", "Model", "Primitives"], exclude: ["Histories"]),
        tests(
            "IdentityTests",
            [
                "Identity", "Primitives", "Hashing", "Model", "Wire", "Storage", "Workflows", "Vault", "StorageSQLite",
                "CSodium",
            ]),
        tests("VaultTests", ["Vault", "Storage", "StorageSQLite", "Model", "Primitives"]),
        tests("TrafficTests", ["Traffic", "Processes", "Primitives"]),
        tests(
            "ContainersTests",
            ["ContainersKit", "Containers", "Processes", "HTTP", "HTTPKit", "Hashing", "Primitives", "dextra-shim"]),
        tests(
            "DockerImageTests",
            ["ContainersKit", "Docker", "Containers", "Platforms", "Processes", "Model", "Primitives", "dextra-shim"]),
        tests(
            "DockerServicesTests",
            [
                "ContainersKit", "Docker", "Containers", "Configuration", "Platforms", "Processes", "Model",
                "Primitives", "dextra-shim",
            ]),
        tests(
            "ImageTests",
            [
                "ContainersKit", "Containers", "Dockerfiles", "Detection", "Processes", "Primitives", "dextra-shim",
            ]),
        tests("SourceTests", ["Source", "Model", "Primitives"]),
        tests(
            "DockerTests",
            [
                "Docker", "ContainersKit", "Containers", "PlatformKit", "Hosting", "Platforms", "Traffic", "Processes",
                "HTTP", "Model", "Primitives", "dextra-shim",
            ]),
        tests("HostingTests", ["Hosting", "Platforms", "Primitives"]),
        tests(
            "LocalProcessTests",
            [
                "LocalProcess", "PlatformKit", "Hosting", "Platforms", "Traffic", "Processes", "HTTP", "Model",
                "Primitives",
            ]),
        tests(
            "DeliveryTests",
            [
                "DeliveryKit", "Delivery", "Detection", "Configuration", "Hashing", "Platforms", "Storage", "Vault",
                "Workflows", "Model", "Primitives",
            ]),
        tests(
            "ControlPlaneTests",
            [
                "ControlPlane", "OpenAPI", "Identity", "LiveEvents", "Metrics", "Operations", "Vault", "DeliveryKit",
                "Delivery", "Platforms", "Storage", "Workflows", "HTTP",
                "Wire",
                "Hashing", "Processes", "Model", "Primitives", "dextra-shim",
            ]),
        tests("OpenAPITests", ["OpenAPI", "Primitives"]),
        tests(
            "LiveEventsTests",
            [
                "LiveEvents", "HTTP", "HTTPKit", "Wire", "Workflows", "Platforms", "Storage", "StoragePostgreSQL",
                "Model", "Primitives",
            ]),
        tests("ClientTests", ["Client", "Wire", "HTTP", "HTTPKit", "Model", "Primitives"]),
        tests(
            "CommandsTests",
            [
                "Commands", "Arguments", "Client", "Wire", "Hashing", "HTTP", "HTTPKit", "Processes", "Model",
                "Primitives",
            ]),
        tests("SystemTests", ["ContainersKit", "Containers", "Processes", "Primitives"]),
        tests(
            "NodesTests",
            ["Workflows", "Storage", "StoragePostgreSQL", "Processes", "Model", "Primitives", "engine-node"]),
        tests("ArchitectureTests", ["Primitives"]),
    ],
    swiftLanguageModes: [.v6]
)
