// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One row of the table of version files.
struct VersionSource: Sendable {
    var runtime: String
    var file: String
    /// How what the file says is to be read.
    var grammar: VersionGrammar = .line
    /// Where the file is documented.
    var document: String
    /// The variable that names the version, where the file is another platform's.
    var variable: String?
    /// What the file says; nil when it says nothing about the runtime.
    var read: @Sendable (_ source: Source, _ file: String) -> String?

    /// The order of precedence, the same for every runtime: files for one runtime alone, then tool managers, then what
    /// another platform is told to use, then manifests, whose ranges say what would do rather than what is used, then the
    /// image of a container.
    static let all: [VersionSource] = own + toolManagers + platforms + manifests + moreManifests + images

    /// What the row's file says of a tree's runtime, and the file; of a part, the files around it may speak too.
    func answer(in source: Source) -> (text: String, file: String)? {
        if let variable {
            for testimony in source.testimonies where testimony.row == file {
                if case .variable(variable, let text)? = testimony.statement?.claim {
                    return (text.trimmed(), testimony.file)
                }
            }
            return nil
        }
        guard source.exists(file), let text = read(source, file)?.trimmed() else { return nil }
        return (text, file)
    }

    private static let own: [VersionSource] = [
        plain("python", ".python-version", "https://github.com/pyenv/pyenv#choosing-the-python-version"),
        VersionSource(
            runtime: "python", file: "runtime.txt", document: "https://devcenter.heroku.com/articles/python-runtimes"
        ) { source, file in
            firstWord(source, file).flatMap { $0.hasPrefix("python-") ? String($0.dropFirst(7)) : nil }
        },
        VersionSource(
            runtime: "node", file: ".nvmrc", grammar: .node, document: "https://github.com/nvm-sh/nvm#nvmrc",
            read: nodeVersion),
        VersionSource(
            runtime: "node", file: ".node-version", grammar: .node,
            document: "https://github.com/nodenv/nodenv#choosing-the-node-version",
            read: nodeVersion),
        plain("bun", ".bun-version", "https://github.com/oven-sh/setup-bun"),
        plain("deno", ".deno-version", "https://docs.deno.com/deploy/"),
        plain("deno", ".dvmrc", "https://github.com/justjavac/dvm"),
        VersionSource(
            runtime: "ruby", file: ".ruby-version", document: "https://github.com/rbenv/rbenv#choosing-the-ruby-version"
        ) { source, file in
            firstWord(source, file).map { $0.hasPrefix("ruby-") ? String($0.dropFirst(5)) : $0 }
        },
        plain("php", ".php-version", "https://github.com/phpenv/phpenv"),
        plain("go", ".go-version", "https://github.com/go-nv/goenv"),
        plain("java", ".java-version", "https://www.jenv.be/"),
        VersionSource(runtime: "java", file: ".sdkmanrc", document: "https://sdkman.io/usage#env") {
            assignment("java", $0, $1)
        },
        VersionSource(
            runtime: "java", file: "system.properties", document: "https://devcenter.heroku.com/articles/java-support"
        ) { assignment("java.runtime.version", $0, $1) },
        VersionSource(
            runtime: "rust", file: "rust-toolchain.toml", document: "https://rust-lang.github.io/rustup/overrides.html"
        ) { $0.toml($1)?[["toolchain", "channel"]]?.version },
        VersionSource(
            runtime: "rust", file: "rust-toolchain", document: "https://rust-lang.github.io/rustup/overrides.html"
        ) { source, file in
            source.toml(file)?[["toolchain", "channel"]]?.version ?? firstWord(source, file)
        },
        plain("crystal", ".crystal-version", "https://github.com/crenv/crenv"),
        plain("swift", ".swift-version", "https://www.swift.org/swiftly/documentation/swiftly/use-swift-toolchains"),
        plain("zig", ".zigversion", "https://ziglang.org/documentation/master/"),
        VersionSource(
            runtime: "elixir", file: "elixir_buildpack.config",
            document: "https://github.com/gigalixir/gigalixir-buildpack-elixir"
        ) { assignment("elixir_version", $0, $1) },
        VersionSource(
            runtime: "erlang", file: "elixir_buildpack.config",
            document: "https://github.com/gigalixir/gigalixir-buildpack-elixir"
        ) { assignment("erlang_version", $0, $1) },
        VersionSource(
            runtime: "dotnet", file: "global.json", grammar: .dotnet,
            document: "https://learn.microsoft.com/dotnet/core/tools/global-json"
        ) { source, file in
            let sdk = source.json(file)?["sdk"]
            return sdk?["version"]?.string.map {
                [$0, sdk?["rollForward"]?.string].compactMap(\.self).joined(separator: " ")
            }
        },
    ]

    private static func plain(_ runtime: String, _ file: String, _ document: String) -> VersionSource {
        VersionSource(runtime: runtime, file: file, document: document, read: firstWord)
    }

    private static let toolManagers: [VersionSource] = [
        "python", "node", "ruby", "php", "go", "rust", "java", "bun", "deno", "elixir", "erlang", "crystal", "swift",
        "zig", "dotnet", "pnpm", "yarn", "npm", "poetry", "uv", "pdm", "maven", "gradle",
    ].flatMap { runtime in
        [".tool-versions", "mise.toml", ".mise.toml", ".config/mise.toml"].map { file in
            let isAsdf = file == ".tool-versions"
            return VersionSource(
                runtime: runtime, file: file, grammar: runtime == "node" ? .node : .line,
                document: isAsdf
                    ? "https://asdf-vm.com/manage/configuration.html" : "https://mise.jdx.dev/configuration.html"
            ) { source, file in
                isAsdf ? asdf(source, file, runtime) : mise(source, file, runtime)
            }
        }
    }

    private static let images: [VersionSource] = [
        "python", "node", "ruby", "php", "go", "rust", "java", "bun", "deno", "elixir", "erlang", "swift", "dotnet",
        "crystal",
    ].map { runtime in
        VersionSource(
            runtime: runtime, file: "Dockerfile", document: "https://docs.docker.com/reference/dockerfile/#from"
        ) {
            image(runtime, $0, $1)
        }
    }
}
