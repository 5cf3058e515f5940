// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Ignore rules for paths below a scanned folder, including those of a git repository that the folder lies in.
struct RepositoryRules {
    /// From the repository's root to the scanned folder, with a trailing slash; empty when they are the same.
    private let prefix: String
    private var rules = IgnoreRules()

    /// The rules from outside of a folder; none when it lies in no git repository.
    static func above(_ root: String) -> RepositoryRules {
        let components = root.split(separator: "/").map(String.init)
        let depth = (0...components.count).reversed().first { access(folder(components, $0) + "/.git", F_OK) == 0 }
        guard let depth else { return RepositoryRules(prefix: "") }
        let inner = components[depth...]
        var rules = RepositoryRules(prefix: inner.map { $0 + "/" }.joined())
        rules.rules = rules.rules.adding(text(folder(components, depth) + "/.git/info/exclude"), in: "")
        for count in 0..<inner.count {
            let path = inner.prefix(count).joined(separator: "/")
            rules.rules = rules.rules.adding(text(folder(components, depth + count) + "/.gitignore"), in: path)
        }
        return rules
    }

    private init(prefix: String) { self.prefix = prefix }

    func adding(_ text: [UInt8], in folder: String) -> RepositoryRules {
        var copy = self
        let path = prefix + folder
        copy.rules = rules.adding(text, in: path.hasSuffix("/") ? String(path.dropLast()) : path)
        return copy
    }

    func ignores(_ path: String, isFolder: Bool) -> Bool { rules.ignores(prefix + path, isFolder: isFolder) }

    private static func folder(_ components: [String], _ count: Int) -> String {
        "/" + components.prefix(count).joined(separator: "/")
    }

    /// A file outside of the source; one that can't be read has no rules.
    private static func text(_ path: String) -> [UInt8] {
        guard let reader = try? SourceFileReader(path: path, name: path) else { return [] }
        var text: [UInt8] = []
        while text.count < 1 << 20, let bytes = try? reader.next() { text += bytes }
        return text
    }
}
