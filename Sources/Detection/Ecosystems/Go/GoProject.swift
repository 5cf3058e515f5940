// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A Go module (go.dev/ref/mod#go-mod-file).
struct GoProject: EcosystemProject {
    let source: Source
    private(set) var module: String?
    /// The folder of the module: the root, or the first of a workspace's with a program (go.dev/ref/mod#workspaces).
    let folder: String
    private var requirements: Set<String> = []

    init(_ source: Source) {
        self.source = source
        folder = source.exists("go.mod") ? "" : Self.workspace(source) ?? ""
        var isBlock = false
        for line in source.lines("go.mod".inFolder(folder)).prefix(5000) {
            var text = line.trimmed()
            if let comment = text.firstUTF8Index(of: "//") { text = text[..<comment].trimmed() }
            var words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let first = words.first else { continue }
            if isBlock {
                if first == ")" { isBlock = false } else { requirements.insert(String(first)) }
            } else if first == "module" {
                module = words.dropFirst().first.map { $0.filter { $0 != "\"" } }
            } else if first == "require" {
                words.removeFirst()
                if words.first == "(" {
                    isBlock = true
                } else if let path = words.first {
                    requirements.insert(String(path))
                }
            }
        }
    }

    /// A module by its path; a later major version (`/v2`) counts too.
    func declares(_ package: String) -> String? {
        requirements.contains {
            $0 == package || ($0.hasPrefix(package + "/v") && $0.dropFirst(package.count + 2).allSatisfy(\.isNumber))
        }
            ? "go.mod".inFolder(folder) : nil
    }

    /// The module of a go.work whose program is to be built.
    private static func workspace(_ source: Source) -> String? {
        let uses = source.code("go.work", commentedBy: "//").allAfter("use").first ?? ""
        let words = uses.drop { $0 == " " || $0 == "(" || $0 == "\n" }.prefix { $0 != ")" }
            .split { $0 == " " || $0 == "\n" || $0 == "\t" }
        let folders = words.map { String($0.hasPrefix("./") ? $0.dropFirst(2) : $0) }
            .filter { source.exists("\($0)/go.mod") }
        return folders.first { folder in
            source.exists("\(folder)/main.go") || source.list("\(folder)/cmd").contains(where: \.isFolder)
        } ?? folders.first
    }

    /// The folder of the program to build: the root, else the one under cmd/ named like the module or like a server.
    var mainPackage: (folder: String, file: String)? {
        if let file = programFile(in: folder) { return (folder.isEmpty ? "." : "./\(folder)", file) }
        let nest = "cmd".inFolder(folder)
        let folders = source.list(nest).filter(\.isFolder).map { "\(nest)/\($0.name)" }.filter {
            programFile(in: $0) != nil
        }
        let own = module?.splitPath().name ?? ""
        let preferred = [own, "server", "web", "api", "app", "main", "http"].map { "\(nest)/\($0)" }
        let others = ["cmd", "server", "src", "app", "api", "web", "backend"].map { $0.inFolder(folder) }
        let choice =
            preferred.first(where: folders.contains) ?? folders.first ?? others.first { programFile(in: $0) != nil }
        return choice.flatMap { folder in programFile(in: folder).map { ("./\(folder)", $0) } }
    }

    private func programFile(in folder: String) -> String? {
        let files = source.list(folder).filter {
            !$0.isFolder && $0.name.hasSuffix(".go") && !$0.name.hasSuffix("_test.go")
        }
        return files.map { $0.name.inFolder(folder) }.first { path in
            guard let text = source.text(path) else { return false }
            return text.holds("package main") && text.holds("func main()") && !text.holds("//go:build ignore")
        }
    }
}
