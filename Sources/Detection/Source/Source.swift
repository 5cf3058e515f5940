// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A file tree with what has been read of it: each file is read, decoded and parsed once.
///
/// Lives for one detection and is used by one task.
final class Source {
    let tree: any FileTree
    private var listings: [String: [FileTreeEntry]] = [:]
    private var names: [String: Set<String>] = [:]
    private var texts: [String: String?] = [:]
    private var documents: [String: JSONValue?] = [:]
    private var tables: [String: TOMLValue?] = [:]
    private lazy var walk = SourceWalk(self)

    init(_ tree: any FileTree) { self.tree = tree }

    func list(_ folder: String) -> [FileTreeEntry] {
        if let known = listings[folder] { return known }
        let entries = tree.list(folder)
        listings[folder] = entries
        return entries
    }

    /// Whether a file or folder exists. A listing answers for all names of a folder at once.
    func exists(_ path: String) -> Bool {
        let (folder, name) = path.splitPath()
        if let known = names[folder] { return known.contains(name) }
        if !folder.isEmpty, !exists(folder) { return false }
        let entries = list(folder)
        guard entries.count < DirectoryFileTree.maximumEntries else { return tree.exists(path) }
        let known = Set(entries.map(\.name))
        names[folder] = known
        return known.contains(name)
    }

    func isFolder(_ path: String) -> Bool {
        let (folder, name) = path.splitPath()
        return exists(path) && list(folder).contains { $0.name == name && $0.isFolder }
    }

    /// The first of the paths that exists.
    func first(of paths: [String]) -> String? { paths.first { exists($0) } }

    /// A text file with LF line ends and without byte-order mark; nil for what is no text. UTF-16 with its mark is text.
    func text(_ path: String) -> String? {
        if let known = texts[path] { return known }
        let text = exists(path) ? tree.read(path).flatMap(SourceText.decode) : nil
        texts[path] = .some(text)
        return text
    }

    func lines(_ path: String) -> [Substring] {
        text(path).map { $0.split(separator: "\n", omittingEmptySubsequences: false) } ?? []
    }

    /// A JSON file; nil when it is missing or is not JSON.
    func json(_ path: String) -> JSONValue? {
        if let known = documents[path] { return known }
        let document = text(path).flatMap { try? JSONText.decode(JSONValue.self, from: $0) }
        documents[path] = .some(document)
        return document
    }

    /// A TOML file; nil when it is missing or is not TOML.
    func toml(_ path: String) -> TOMLValue? {
        if let known = tables[path] { return known }
        let table = text(path).flatMap { try? TOMLParser.parse($0) }
        tables[path] = .some(table)
        return table
    }

    /// Source files with one of the endings, those nearest to the root first, within ``SourceWalk``'s bounds.
    func files(endingIn endings: [String]) -> [String] {
        walk.files.filter { path in endings.contains { path.hasSuffix($0) } }
    }

    var allFiles: [String] { walk.files }
}

extension String {
    /// The folder and the last name of a path.
    func splitPath() -> (folder: String, name: String) {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", self) }
        return (String(self[..<slash]), String(self[index(after: slash)...]))
    }

    /// A path below a folder, where `""` is the root.
    func inFolder(_ folder: String) -> String { folder.isEmpty || folder == "." ? self : "\(folder)/\(self)" }
}
