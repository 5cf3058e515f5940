// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A member's folder as a tree of its own, in which what the workspace's root shares with every member can be seen.
struct MemberFileTree: FileTree {
    let tree: any FileTree
    let folder: String
    /// Names of files in the root.
    let shared: Set<String>

    private func full(_ path: String) -> String {
        let own = path.isEmpty ? folder : "\(folder)/\(path)"
        return shared.contains(path) && !tree.exists(own) ? path : own
    }

    func read(_ path: String) -> [UInt8]? { tree.read(full(path)) }
    func exists(_ path: String) -> Bool { tree.exists(full(path)) }

    func list(_ path: String) -> [FileTreeEntry] {
        let own = tree.list(path.isEmpty ? folder : "\(folder)/\(path)")
        guard path.isEmpty, !shared.isEmpty else { return own }
        let names = Set(own.map(\.name))
        let inherited = shared.filter { !names.contains($0) && tree.exists($0) }
        return (own + inherited.map { FileTreeEntry(name: $0, isFolder: false) })
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
