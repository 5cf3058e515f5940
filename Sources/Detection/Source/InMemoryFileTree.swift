// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A tree made of values, for tests and for sources that never touch a disk.
package struct InMemoryFileTree: FileTree {
    private let files: [String: [UInt8]]
    private let folders: [String: [FileTreeEntry]]

    /// Files by path; folders come into being with the files in them.
    package init(_ files: [String: [UInt8]]) {
        self.files = files
        var names: [String: [String: Bool]] = ["": [:]]
        for path in files.keys {
            var parts = path.split(separator: "/").map(String.init)
            var isFolder = false
            while let name = parts.popLast() {
                let parent = parts.joined(separator: "/")
                names[parent, default: [:]][name, default: false] = isFolder || names[parent]?[name] == true
                isFolder = true
            }
        }
        folders = names.mapValues { entries in
            entries.map { FileTreeEntry(name: $0.key, isFolder: $0.value) }
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    /// Text files by path.
    package init(texts: [String: String]) {
        self.init(texts.mapValues { Array($0.utf8) })
    }

    package func read(_ path: String) -> [UInt8]? { files[path] }
    package func list(_ folder: String) -> [FileTreeEntry] { folders[folder] ?? [] }
    package func exists(_ path: String) -> Bool { files[path] != nil || folders[path] != nil }
}
