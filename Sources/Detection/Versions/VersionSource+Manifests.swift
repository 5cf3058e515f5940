// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension VersionSource {
    static let manifests: [VersionSource] =
        [
            // Rush itself refuses what is outside.
            VersionSource(
                runtime: "node", file: "rush.json", grammar: .node,
                document: "https://rushjs.io/pages/configs/rush_json/"
            ) { $0.commentedJSON($1)?["nodeSupportedVersionRange"]?.string },
            VersionSource(
                runtime: "node", file: "package.json", grammar: .node,
                document: "https://docs.npmjs.com/cli/configuring-npm/package-json#engines"
            ) { source, file in
                let manifest = source.json(file)
                let development = manifest?["devEngines"]?["runtime"]
                return (manifest?["volta"]?["node"] ?? manifest?["engines"]?["node"])?.string
                    ?? (development?["name"] == "node" ? development?["version"]?.string : nil)
            },
            VersionSource(runtime: "python", file: "Pipfile", document: "https://pipenv.pypa.io/en/latest/pipfile.html")
            { source, file in
                let requires = source.toml(file)?["requires"]
                return (requires?["python_full_version"] ?? requires?["python_version"])?.version
            },
            VersionSource(
                runtime: "python", file: "pyproject.toml", grammar: .python,
                document: "https://packaging.python.org/en/latest/specifications/pyproject-toml/#requires-python"
            ) { source, file in
                let manifest = source.toml(file)
                return manifest?[["project", "requires-python"]]?.version
                    ?? manifest?[["tool", "poetry", "dependencies", "python"]]?.version
            },
            VersionSource(
                runtime: "go", file: "go.mod", grammar: .minimum, document: "https://go.dev/ref/mod#go-mod-file-go"
            ) { source, file in
                let lines = source.lines(file).map { $0.split(separator: " ") }
                let toolchain = lines.first { $0.count >= 2 && $0[0] == "toolchain" && $0[1].hasPrefix("go") }
                return (toolchain?[1].dropFirst(2) ?? lines.first { $0.count >= 2 && $0[0] == "go" }?[1]).map(
                    String.init)
            },
            VersionSource(
                runtime: "rust", file: "Cargo.toml", grammar: .minimum,
                document: "https://doc.rust-lang.org/cargo/reference/rust-version.html"
            ) { $0.toml($1)?[["package", "rust-version"]]?.version },
            VersionSource(
                runtime: "ruby", file: "Gemfile", grammar: .pessimistic,
                document: "https://bundler.io/guides/gemfile_ruby.html"
            ) { source, file in
                let line = source.lines(file).first { $0.hasPrefix("ruby ") || $0.hasPrefix("ruby(") }
                return line.flatMap { $0.holds("file:") ? nil : quotedRequirements($0) }
            },
            VersionSource(
                runtime: "ruby", file: "Gemfile.lock", document: "https://bundler.io/guides/gemfile_ruby.html"
            ) { source, file in
                source.text(file)?.after("RUBY VERSION\n")?.after("ruby ").map {
                    String($0.prefix { $0 == "." || $0.isNumber })
                }
            },
            VersionSource(
                runtime: "php", file: "composer.json", grammar: .composer,
                document: "https://getcomposer.org/doc/articles/versions.md"
            ) { source, file in
                let manifest = source.json(file)
                return (manifest?["config"]?["platform"]?["php"] ?? manifest?["require"]?["php"])?.string
            },
            VersionSource(
                runtime: "java", file: "pom.xml", grammar: .minimum,
                document: "https://maven.apache.org/plugins/maven-compiler-plugin/examples/set-compiler-release.html"
            ) { source, file in
                guard let text = source.text(file) else { return nil }
                let pom = XMLScanner(text)
                let names = [
                    "java.version", "maven.compiler.release", "maven.compiler.target", "maven.compiler.source",
                ]
                return names.lazy.compactMap { pom.text("project/properties/\($0)") }.first { !$0.contains("$") }
            },
            VersionSource(
                runtime: "java", file: "build.gradle.kts", grammar: .minimum,
                document: "https://docs.gradle.org/current/userguide/toolchains.html", read: gradle),
            VersionSource(
                runtime: "java", file: "build.gradle", grammar: .minimum,
                document: "https://docs.gradle.org/current/userguide/toolchains.html", read: gradle),
        ]
        + ["npm", "pnpm", "yarn", "bun"].map { manager in
            VersionSource(
                runtime: manager, file: "package.json", grammar: .node,
                document: "https://nodejs.org/api/packages.html#packagemanager"
            ) { source, file in
                let manifest = source.json(file)
                let field = manifest?["packageManager"]?.string ?? ""
                let named =
                    field.hasPrefix("\(manager)@")
                    ? String(field.dropFirst(manager.count + 1).prefix { $0 != "+" }) : nil
                return named ?? manifest?["engines"]?[manager]?.string
            }
        }

    static let moreManifests: [VersionSource] = [
        VersionSource(
            runtime: "elixir", file: "mix.exs", grammar: .pessimistic,
            document: "https://hexdocs.pm/mix/Mix.Project.html"
        ) { source, file in source.text(file)?.after("elixir:")?.prefix(80).firstQuoted },
        VersionSource(
            runtime: "crystal", file: "shard.yml", grammar: .pessimistic,
            document: "https://github.com/crystal-lang/shards/blob/master/docs/shard.yml.adoc"
        ) { source, file in
            source.lines(file).first { $0.hasPrefix("crystal:") }?.after(":").map { $0.filter { !"\"'".contains($0) } }
        },
        VersionSource(
            runtime: "swift", file: "Package.swift", grammar: .minimum,
            document: "https://docs.swift.org/package-manager/PackageDescription/PackageDescription.html"
        ) { source, file in
            source.lines(file).first?.after("swift-tools-version:").map { String($0.trimmed().prefix { $0 != ";" }) }
        },
        VersionSource(
            runtime: "zig", file: "build.zig.zon", grammar: .minimum,
            document: "https://github.com/ziglang/zig/blob/master/doc/build.zig.zon.md"
        ) { source, file in source.text(file)?.after(".minimum_zig_version")?.prefix(60).firstQuoted },
    ]
}
