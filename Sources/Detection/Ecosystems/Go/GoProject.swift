// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A Go module (go.dev/ref/mod#go-mod-file).
struct GoProject: EcosystemProject {
    let source: Source
    private(set) var module: String?
    /// The folder of the module that is planned.
    private(set) var folder = ""
    /// Every program of the modules.
    private(set) var programs: [GoProgram] = []
    private var requirements: Set<String> = []

    init(_ source: Source) {
        self.source = source
        let modules = Self.modules(of: source)
        programs = modules.flatMap { programs(of: $0) }
        let planned = source.program ?? mainPackage?.folder ?? programs.first?.folder ?? modules[0]
        folder =
            modules.filter { $0.isEmpty || planned == $0 || planned.hasPrefix($0 + "/") }
            .max { $0.utf8.count < $1.utf8.count } ?? modules[0]
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

    /// The program to build; nil when the modules have none, or several and none of them was chosen.
    var mainPackage: GoProgram? {
        if let program = source.program {
            return programFile(in: program).map { GoProgram(folder: program, file: $0) }
        }
        return programs.first { $0.folder.isEmpty } ?? (programs.count == 1 ? programs[0] : nil)
    }

    /// The first file of a folder's main package; nil for a library. All files of a folder are of one package, but for
    /// those that only `go run` is meant to find.
    func programFile(in folder: String) -> String? {
        let files = source.list(folder).filter {
            !$0.isFolder && $0.name.hasSuffix(".go") && !$0.name.hasSuffix("_test.go")
        }
        for file in files.map({ $0.name.inFolder(folder) }) {
            guard let text = source.text(file), !text.holds("//go:build ignore"), !text.holds("// +build ignore") else {
                continue
            }
            guard Self.isMain(text) else { return nil }
            if text.holds("func main()") { return file }
        }
        return nil
    }

    private static func isMain(_ text: String) -> Bool {
        let clause = text.hasPrefix("package main") ? text.after("package main") : text.after("\npackage main")
        return clause?.utf8.first.map { !$0.isWordByte } ?? false
    }

    /// The folders of the modules: the root, or those that a go.work uses (go.dev/ref/mod#workspaces).
    private static func modules(of source: Source) -> [String] {
        guard !source.exists("go.mod") || source.exists("go.work") else { return [""] }
        var folders: [String] = []
        var isBlock = false
        for line in source.code("go.work", commentedBy: "//").split(separator: "\n").prefix(1000) {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard let first = words.first else { continue }
            if isBlock {
                if first == ")" { isBlock = false } else { folders.append(first) }
            } else if first == "use", words.count > 1 {
                if words[1] == "(" { isBlock = true } else { folders.append(words[1]) }
            }
        }
        let clean = folders.prefix(400).compactMap(\.cleanPath).filter { source.exists("go.mod".inFolder($0)) }
        return clean.isEmpty ? [""] : clean.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The main packages of a module: its root's, and those below cmd/, where modules with several keep them
    /// (go.dev/doc/modules/layout); without either, those anywhere.
    private func programs(of module: String) -> [GoProgram] {
        let own = [module].compactMap(program) + commands(in: "cmd".inFolder(module), levels: 2)
        guard own.isEmpty else { return own }
        var folders: [String] = []
        for file in source.files(endingIn: [".go"]) where module.isEmpty || file.hasPrefix(module + "/") {
            let folder = file.splitPath().folder
            guard folders.last != folder, !folders.contains(folder), !Self.isAside(folder) else { continue }
            folders.append(folder)
        }
        return folders.compactMap(program)
    }

    private func commands(in folder: String, levels: Int) -> [GoProgram] {
        let folders = [folder] + source.list(folder).filter(\.isFolder).map { $0.name.inFolder(folder) }
        let found = folders.compactMap(program)
        guard levels > 1 else { return found }
        return found
            + folders.dropFirst().flatMap { commands(in: $0, levels: levels - 1).filter { !found.contains($0) } }
    }

    private func program(in folder: String) -> GoProgram? {
        programFile(in: folder).map { GoProgram(folder: folder, file: $0) }
    }

    /// Folders whose programs are for those who work on the module.
    private static func isAside(_ folder: String) -> Bool {
        let names: Set<Substring> = ["examples", "example", "tools", "scripts", "hack", "docs", "doc", "ci"]
        return folder.split(separator: "/").contains { $0.hasPrefix("_") || $0.hasPrefix(".") || names.contains($0) }
    }
}

/// A main package.
struct GoProgram: Equatable {
    var folder: String
    /// Its file with `func main()`.
    var file: String

    /// As `go build` is told it.
    var path: String { folder.isEmpty ? "." : "./\(folder)" }
}
