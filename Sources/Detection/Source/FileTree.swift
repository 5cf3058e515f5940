// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A source tree as the detector sees it. Paths are relative to its root and use `/`; `""` is the root.
///
/// Implementations never leave the tree, never block on special files, and bound what they hand out.
package protocol FileTree: Sendable {
    /// A regular file's bytes; nil when there is none, it can't be read, or it is larger than the tree's bound.
    func read(_ path: String) -> [UInt8]?
    /// The entries of a folder in byte order of their names; empty when there is no such folder.
    func list(_ folder: String) -> [FileTreeEntry]
    /// Whether a file or folder has this path.
    func exists(_ path: String) -> Bool
}

/// One name in a folder.
package struct FileTreeEntry: Sendable, Hashable {
    package var name: String
    package var isFolder: Bool

    package init(name: String, isFolder: Bool) {
        self.name = name
        self.isFolder = isFolder
    }
}
