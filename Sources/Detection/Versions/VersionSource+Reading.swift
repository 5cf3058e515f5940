// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension VersionSource {
    /// The first word that is no comment.
    static func firstWord(_ source: Source, _ file: String) -> String? {
        for line in source.lines(file).prefix(50) {
            let text = line.trimmed()
            if text.isEmpty || text.hasPrefix("#") { continue }
            return text.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map(String.init)
        }
        return nil
    }

    /// `v20.11.1` is version 20.11.1; an alias such as `lts/iron` stays as it is.
    static func nodeVersion(_ source: Source, _ file: String) -> String? {
        firstWord(source, file).map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
    }

    /// A line of .tool-versions (asdf-vm.com/manage/configuration.html): a tool and its versions, the first of them used.
    static func asdf(_ source: Source, _ file: String, _ runtime: String) -> String? {
        let names = Self.names(of: runtime)
        for line in source.lines(file).prefix(200) {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: { $0 == " " || $0 == "\t" })
            if words.count >= 2, names.contains(String(words[0])) { return String(words[1]) }
        }
        return nil
    }

    /// An entry of `[tools]` in mise.toml (mise.jdx.dev/configuration.html): text, a list, or a table with a version.
    static func mise(_ source: Source, _ file: String, _ runtime: String) -> String? {
        let tools = source.toml(file)?["tools"]
        let value = names(of: runtime).lazy.compactMap { tools?[$0] }.first
        return value?.version ?? value?.array?.first?.version ?? value?["version"]?.version
    }

    private static func names(of runtime: String) -> [String] {
        switch runtime {
        case "node": ["nodejs", "node"]
        case "go": ["golang", "go"]
        case "dotnet": ["dotnet", "dotnet-core"]
        default: [runtime]
        }
    }

    /// The toolchain or level of compatibility in a Gradle script.
    static func gradle(_ source: Source, _ file: String) -> String? {
        guard let text = source.text(file) else { return nil }
        for marker in ["JavaLanguageVersion.of(", "jvmToolchain(", "JavaVersion.VERSION_", "sourceCompatibility"] {
            guard let rest = text.after(marker) else { continue }
            let number = rest.prefix(16).drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." || $0 == "_" }
            if !number.isEmpty { return number.hasPrefix("1_") ? String(number.dropFirst(2)) : String(number) }
        }
        return nil
    }

    /// The value of `name=value` in a file of properties; `name: value` is the same.
    static func assignment(_ name: String, _ source: Source, _ file: String) -> String? {
        for line in source.lines(file).prefix(200) where line.hasPrefix(name) {
            let rest = line.dropFirst(name.count).trimmed()
            if rest.hasPrefix("=") || rest.hasPrefix(":") { return rest.dropFirst().trimmed() }
        }
        return nil
    }

    /// Every quoted requirement of a Gemfile's `ruby` line, joined with commas.
    static func quotedRequirements(_ line: Substring) -> String? {
        let code = line.prefix { $0 != "#" }
        let parts = code.split(separator: code.contains("\"") ? "\"" : "'", omittingEmptySubsequences: false)
        let quoted = parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        // Options such as `engine: "jruby"` are no versions.
        let versions = quoted.filter { $0.contains { $0.isNumber } }
        return versions.isEmpty ? nil : versions.joined(separator: ", ")
    }

    /// The tag of the last image in a Dockerfile that is made for the runtime.
    static func image(_ runtime: String, _ source: Source, _ file: String) -> String? {
        let languages = ["node": "javascript", "bun": "javascript", "deno": "javascript", "dotnet": "csharp"]
        let images = source.text(file).map { Dockerfile($0).images.map(ContainerImage.init) } ?? []
        let match = images.last { image in
            guard image.language == languages[runtime] ?? runtime else { return false }
            return !["node", "bun", "deno"].contains(runtime) || image.name == runtime
        }
        return match?.version
    }
}
