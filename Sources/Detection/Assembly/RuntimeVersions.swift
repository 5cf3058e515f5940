// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Which version of each runtime the project asks for, from the files that say so.
enum RuntimeVersions {
    /// Reads the table's rows in order: the first file that names a version decides, the others are kept as evidence.
    static func read(from source: Source, into draft: inout Draft) {
        let wanted = runtimes(of: draft.blueprint)
        for row in VersionSource.all where wanted.contains(row.runtime) && source.exists(row.file) {
            guard let version = row.read(source, row.file)?.trimmed(), isVersion(version) else { continue }
            if let decided = draft.blueprint.runtimeVersions[row.runtime] {
                if decided != version { draft.note(row.file, "also asks for \(row.runtime) \(version)") }
            } else {
                draft.blueprint.runtimeVersions[row.runtime] = version
                draft.note(row.file, "asks for \(row.runtime) \(version)")
            }
        }
    }

    private static func runtimes(of blueprint: Blueprint) -> Set<String> {
        let names = ["javascript": "node", "typescript": "node", "kotlin": "java"]
        var wanted = Set(blueprint.languages.map { names[$0] ?? $0 })
        if let manager = blueprint.packageManager { wanted.insert(manager) }
        if wanted.contains("node") { wanted.formUnion(["bun", "npm", "pnpm", "yarn"]) }
        return wanted
    }

    /// Short, printable and with something of a version or an alias in it.
    private static func isVersion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    }
}

/// One row of the table of version files.
struct VersionSource: Sendable {
    var runtime: String
    var file: String
    /// What the file says; nil when it says nothing about the runtime.
    var read: @Sendable (_ source: Source, _ file: String) -> String?

    /// Files for one runtime alone first, then tool managers, then manifests, then the image of a container.
    static let all: [VersionSource] = own + toolManagers + manifests + images

    private static let own: [VersionSource] = [
        VersionSource(runtime: "python", file: ".python-version", read: firstWord),
        VersionSource(runtime: "python", file: "runtime.txt") { source, file in
            firstWord(source, file).flatMap { $0.hasPrefix("python-") ? String($0.dropFirst(7)) : nil }
        },
        VersionSource(runtime: "node", file: ".nvmrc", read: nodeVersion),
        VersionSource(runtime: "node", file: ".node-version", read: nodeVersion),
        VersionSource(runtime: "bun", file: ".bun-version", read: firstWord),
        VersionSource(runtime: "ruby", file: ".ruby-version") { source, file in
            firstWord(source, file).map { $0.hasPrefix("ruby-") ? String($0.dropFirst(5)) : $0 }
        },
        VersionSource(runtime: "php", file: ".php-version", read: firstWord),
        VersionSource(runtime: "go", file: ".go-version", read: firstWord),
        VersionSource(runtime: "java", file: ".java-version", read: firstWord),
        VersionSource(runtime: "java", file: "system.properties") { source, file in
            source.lines(file).first { $0.hasPrefix("java.runtime.version") }?.after("=")?.trimmed()
        },
        VersionSource(runtime: "rust", file: "rust-toolchain.toml") {
            $0.toml($1)?[["toolchain", "channel"]]?.version
        },
        VersionSource(runtime: "rust", file: "rust-toolchain") { source, file in
            source.toml(file)?[["toolchain", "channel"]]?.version ?? firstWord(source, file)
        },
    ]

    private static let toolManagers: [VersionSource] = [
        "python", "node", "ruby", "php", "go", "rust", "java", "bun", "pnpm", "yarn", "npm", "poetry", "uv", "pdm",
        "maven",
        "gradle",
    ].flatMap { runtime in
        [".tool-versions", "mise.toml", ".mise.toml", ".config/mise.toml"].map { file in
            VersionSource(runtime: runtime, file: file) { source, file in
                file == ".tool-versions" ? asdf(source, file, runtime) : mise(source, file, runtime)
            }
        }
    }

    private static let manifests: [VersionSource] =
        [
            VersionSource(runtime: "node", file: "package.json") { source, file in
                let manifest = source.json(file)
                return (manifest?["volta"]?["node"] ?? manifest?["engines"]?["node"])?.string
            },
            VersionSource(runtime: "python", file: "Pipfile") { source, file in
                let requires = source.toml(file)?["requires"]
                return (requires?["python_full_version"] ?? requires?["python_version"])?.version
            },
            VersionSource(runtime: "python", file: "pyproject.toml") { source, file in
                let manifest = source.toml(file)
                return manifest?[["project", "requires-python"]]?.version
                    ?? manifest?[["tool", "poetry", "dependencies", "python"]]?.version
            },
            VersionSource(runtime: "go", file: "go.mod") { source, file in
                let lines = source.lines(file).map { $0.split(separator: " ") }
                let toolchain = lines.first { $0.count >= 2 && $0[0] == "toolchain" && $0[1].hasPrefix("go") }
                return (toolchain?[1].dropFirst(2) ?? lines.first { $0.count >= 2 && $0[0] == "go" }?[1]).map(
                    String.init)
            },
            VersionSource(runtime: "rust", file: "Cargo.toml") { $0.toml($1)?[["package", "rust-version"]]?.version },
            VersionSource(runtime: "ruby", file: "Gemfile") { source, file in
                let line = source.lines(file).first { $0.hasPrefix("ruby ") || $0.hasPrefix("ruby(") }
                return line.flatMap { $0.holds("file:") ? nil : $0.firstQuoted }
            },
            VersionSource(runtime: "ruby", file: "Gemfile.lock") { source, file in
                source.text(file)?.after("RUBY VERSION\n")?.after("ruby ").map {
                    String($0.prefix { $0 == "." || $0.isNumber })
                }
            },
            VersionSource(runtime: "php", file: "composer.json") { source, file in
                let manifest = source.json(file)
                return (manifest?["config"]?["platform"]?["php"] ?? manifest?["require"]?["php"])?.string
            },
            VersionSource(runtime: "java", file: "pom.xml") { source, file in
                guard let text = source.text(file) else { return nil }
                let pom = XMLScanner(text)
                let names = [
                    "java.version", "maven.compiler.release", "maven.compiler.target", "maven.compiler.source",
                ]
                return names.lazy.compactMap { pom.text("project/properties/\($0)") }.first
            },
            VersionSource(runtime: "java", file: "build.gradle.kts", read: gradle),
            VersionSource(runtime: "java", file: "build.gradle", read: gradle),
        ]
        + ["npm", "pnpm", "yarn", "bun"].map { manager in
            VersionSource(runtime: manager, file: "package.json") { source, file in
                let manifest = source.json(file)
                let named = manifest?["packageManager"]?.string?.after("\(manager)@").map {
                    String($0.prefix { $0 != "+" })
                }
                return named ?? manifest?["engines"]?[manager]?.string
            }
        }

    private static let images: [VersionSource] = ["python", "node", "ruby", "php", "go", "rust", "java", "bun"].map {
        runtime in
        VersionSource(runtime: runtime, file: "Dockerfile") { source, file in
            let names = ["node": "javascript", "bun": "javascript"]
            let images = source.text(file).map { Dockerfile($0).images.map(ContainerImage.init) } ?? []
            let match = images.last { image in
                image.language == names[runtime] ?? runtime && (runtime != "bun" || image.name == "bun")
                    && (runtime != "node" || image.name == "node")
            }
            return match?.version
        }
    }
}
