// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Detection
import Primitives

/// The files of a source, as far as a Dockerfile depends on them: which there are, and what its manifests say.
package struct SourceFiles: Sendable {
    /// Folders that hold no manifests of the project's own.
    private static let ignored: Set<String> = [
        "node_modules", "vendor", "target", "build", "dist", "out", ".git", ".venv", "venv", "_build", "deps", "bin",
        "obj",
    ]
    private static let maximumFolders = 400

    private let tree: any FileTree

    package init(_ tree: some FileTree) { self.tree = tree }

    func has(_ path: String) -> Bool { tree.exists(path) }

    /// Those of the paths that exist, in the order given.
    func present(_ paths: [String]) -> [String] { paths.filter(tree.exists) }

    func entries(of folder: String) -> [FileTreeEntry] { tree.list(folder) }

    /// A text file; nil when there is none or it is none.
    func text(_ path: String) -> String? {
        tree.read(path).flatMap { String(validating: $0, as: UTF8.self) }
    }

    func json(_ path: String) -> JSONValue? { text(path).flatMap { try? JSONText.decode(JSONValue.self, from: $0) } }

    /// Whether one of the files holds a word: the name of a package, not a part of another's.
    func mention(_ word: String, in paths: [String]) -> Bool {
        paths.contains { path in text(path)?.holdsWord(word) == true }
    }

    /// Files of the root with one of the endings.
    func named(endingIn endings: [String]) -> [String] {
        tree.list("").filter { entry in !entry.isFolder && endings.contains { entry.name.hasSuffix($0) } }.map(\.name)
    }

    /// Files with these names or endings, at most three folders deep, in byte order of their paths.
    func find(_ names: Set<String>, endings: [String] = []) -> [String] {
        var found: [String] = []
        var open = [("", 0)]
        var seen = 0
        while let (folder, depth) = open.popLast(), seen < Self.maximumFolders {
            seen += 1
            for entry in tree.list(folder) {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                if entry.isFolder {
                    let isOwn = !Self.ignored.contains(entry.name) && !entry.name.hasPrefix(".")
                    if depth < 3, isOwn { open.append((path, depth + 1)) }
                } else if names.contains(entry.name) || endings.contains(where: { entry.name.hasSuffix($0) }) {
                    found.append(path)
                }
            }
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension StringProtocol {
    /// Whether the text holds a word with no further letter, digit, `-` or `_` at either end.
    func holdsWord(_ word: String) -> Bool {
        func isInside(_ byte: UInt8?) -> Bool { byte.map { $0.isShellName || $0 == UInt8(ascii: "-") } ?? false }
        let bytes = Array(utf8)
        let wanted = Array(word.utf8)
        guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
        for start in 0...(bytes.count - wanted.count) where bytes[start] == wanted[0] {
            guard bytes[start..<(start + wanted.count)].elementsEqual(wanted) else { continue }
            let before = start == 0 ? nil : bytes[start - 1]
            let after = start + wanted.count < bytes.count ? bytes[start + wanted.count] : nil
            if !isInside(before), !isInside(after) { return true }
        }
        return false
    }

    /// Whether COPY takes the path as it is: no wildcard, no variable, no escape.
    var isPlainPath: Bool {
        !isEmpty && first != "-" && utf8.allSatisfy { $0.isShellName || "-./@+ ".utf8.contains($0) } && !contains("..")
    }
}
