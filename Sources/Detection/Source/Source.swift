// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A tree, or one folder of it as a tree of its own, with what has been read of it.
///
/// Lives for one detection and is used by one task.
final class Source {
    /// The tree of which this is a part; nil for the whole.
    let outer: Source?
    /// The part's folder in the whole tree; `""` for the whole.
    let folder: String
    /// The folder of the program to plan, where a tree has several of them and one was chosen.
    let program: String?
    /// Names of files in the whole tree's root that a part has too unless it has its own.
    private let shared: Set<String>
    private let memory: SourceMemory
    private lazy var entries = ownEntries()
    private lazy var names = Set(entries.map(\.name))
    private lazy var walk = SourceWalk(self)
    private var filesByEndings: [[String]: [String]] = [:]
    /// What other platforms' files say about this tree, in order of precedence.
    private(set) lazy var testimonies = Testimony.all(about: self)

    init(_ tree: any FileTree) {
        memory = SourceMemory(tree)
        (outer, folder, program, shared) = (nil, "", nil, [])
    }

    private init(_ outer: Source, folder: String, program: String?, shared: Set<String>) {
        memory = outer.memory
        (self.outer, self.folder, self.program, self.shared) = (outer, folder, program, shared)
    }

    /// A folder as a tree of its own, in which what the root shares with every part can be seen.
    func part(_ folder: String, sharing shared: [String] = []) -> Source {
        Source(self, folder: folder, program: nil, shared: Set(shared))
    }

    /// The same tree with one of its programs chosen.
    func choosing(program: String) -> Source { Source(self, folder: folder, program: program, shared: shared) }

    func list(_ path: String) -> [FileTreeEntry] { path.isEmpty ? entries : memory.list(full(path)) }

    func exists(_ path: String) -> Bool {
        guard !path.utf8.contains(UInt8(ascii: "/")) else { return memory.exists(full(path)) }
        if names.contains(path) { return true }
        return entries.count >= DirectoryFileTree.maximumEntries && memory.exists(full(path))
    }

    func isFolder(_ path: String) -> Bool {
        let (folder, name) = path.splitPath()
        return exists(path) && list(folder).contains { $0.name == name && $0.isFolder }
    }

    /// The first of the paths that exists.
    func first(of paths: [String]) -> String? { paths.first { exists($0) } }

    /// A text file with LF line ends and without byte-order mark; nil for what is no text. UTF-16 with its mark is text.
    func text(_ path: String) -> String? { exists(path) ? memory.text(full(path)) : nil }

    func lines(_ path: String) -> [Substring] {
        text(path).map { $0.split(separator: "\n", omittingEmptySubsequences: false) } ?? []
    }

    /// A JSON file; nil when it is missing or is not JSON.
    func json(_ path: String) -> JSONValue? { exists(path) ? memory.json(full(path)) : nil }

    /// A TOML file; nil when it is missing or is not TOML.
    func toml(_ path: String) -> TOMLValue? { exists(path) ? memory.toml(full(path)) : nil }

    /// A file in JSON, TOML or YAML, as its name says; what is wrong with it when it can't be read.
    func document(_ path: String) -> Result<JSONValue, Document.Complaint>? {
        exists(path) ? memory.document(full(path)) : nil
    }

    /// A file's text without line comments; empty when there is none. At most 128 KiB are read.
    func code(_ path: String, commentedBy mark: String) -> String {
        exists(path) ? memory.code(full(path), commentedBy: mark) : ""
    }

    /// Source files with one of the endings, those nearest to the root first, within ``SourceWalk``'s bounds.
    func files(endingIn endings: [String]) -> [String] {
        if let known = filesByEndings[endings] { return known }
        let files = walk.files.filter { path in endings.contains { path.utf8.ends(with: $0.utf8) } }
        filesByEndings[endings] = files
        return files
    }

    var allFiles: [String] { walk.files }

    /// The path from the whole tree's root.
    private func full(_ path: String) -> String {
        guard !folder.isEmpty else { return path }
        if shared.contains(path), !memory.exists(path.inFolder(folder)) { return path }
        return path.isEmpty ? folder : path.inFolder(folder)
    }

    private func ownEntries() -> [FileTreeEntry] {
        let own = memory.list(folder)
        guard !shared.isEmpty else { return own }
        let names = Set(own.map(\.name))
        let inherited = shared.filter { !names.contains($0) && memory.exists($0) }
        return (own + inherited.map { FileTreeEntry(name: $0, isFolder: false) })
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

extension String {
    /// The folder and the last name of a path.
    func splitPath() -> (folder: String, name: String) {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", self) }
        return (String(self[..<slash]), String(self[utf8.index(after: slash)...]))
    }

    /// A path below a folder, where `""` is the root. Each `..` that the path begins with leaves a folder.
    func inFolder(_ folder: String) -> String {
        guard !folder.isEmpty, folder != "." else { return self }
        guard utf8.starts(with: "../".utf8) else { return "\(folder)/\(self)" }
        return String(dropFirst(3)).inFolder(folder.splitPath().folder)
    }

    /// A path that someone wrote, without `.` and empty parts; nil when it is absolute or leaves its folder.
    var cleanPath: String? {
        let parts = split(separator: "/").filter { $0 != "." }
        return hasPrefix("/") || parts.contains("..") ? nil : parts.joined(separator: "/")
    }
}

extension String.UTF8View {
    fileprivate func ends(with suffix: String.UTF8View) -> Bool {
        count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
    }
}
