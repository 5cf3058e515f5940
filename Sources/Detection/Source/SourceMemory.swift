// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What has been read of a tree, by paths from its root: each folder is listed once, each file read and parsed once,
/// however many parts of the tree ask for it.
final class SourceMemory {
    private let tree: any FileTree
    private var listings: [String: [FileTreeEntry]] = [:]
    private var names: [String: Set<String>] = [:]
    private var texts: [String: String?] = [:]
    private var jsons: [String: JSONValue?] = [:]
    private var tables: [String: TOMLValue?] = [:]
    private var documents: [String: Result<JSONValue, Document.Complaint>?] = [:]
    private var codes: [String: String] = [:]

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

    func text(_ path: String) -> String? {
        Self.remembered(path, in: &texts) { exists(path) ? tree.read(path).flatMap(SourceText.decode) : nil }
    }

    func json(_ path: String) -> JSONValue? {
        let text = text(path)
        return Self.remembered(path, in: &jsons) { text.flatMap { try? JSONText.decode(JSONValue.self, from: $0) } }
    }

    func toml(_ path: String) -> TOMLValue? {
        let text = text(path)
        return Self.remembered(path, in: &tables) { text.flatMap { try? TOMLParser.parse($0) } }
    }

    func document(_ path: String) -> Result<JSONValue, Document.Complaint>? {
        let text = text(path)
        return Self.remembered(path, in: &documents) { text.map { Document.read($0, of: path) } }
    }

    func code(_ path: String, commentedBy mark: String) -> String {
        let key = "\(mark) \(path)"
        if let known = codes[key] { return known }
        let code = text(path).map { SourceCode.withoutComments($0, mark) } ?? ""
        codes[key] = code
        return code
    }

    private static func remembered<Value>(
        _ key: String, in values: inout [String: Value?], _ make: () -> Value?
    ) -> Value? {
        if let known = values[key] { return known }
        let value = make()
        values[key] = .some(value)
        return value
    }
}
