// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One folder of a tree, seen as a tree of its own.
struct SubtreeFileTree: FileTree {
    let tree: any FileTree
    let folder: String

    private func full(_ path: String) -> String { path.isEmpty ? folder : "\(folder)/\(path)" }

    func read(_ path: String) -> [UInt8]? { tree.read(full(path)) }
    func list(_ path: String) -> [FileTreeEntry] { tree.list(full(path)) }
    func exists(_ path: String) -> Bool { tree.exists(full(path)) }
}
