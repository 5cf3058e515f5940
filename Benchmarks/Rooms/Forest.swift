// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// Many trees of files on disk, made quickly: what says nothing is written once and linked into each of them.
struct Forest {
    /// What files that say nothing are called.
    static let endings = ["txt", "md", "css", "svg", "json", "py", "js", "rb", "go", "html.erb"]

    /// One of the files that are linked.
    struct Noise: Hashable {
        var ending: Int
        var lines: Int
    }

    private let folder: String
    private var count = 0
    private var pool: [Noise: String] = [:]

    init(below folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: "\(folder)/pool", withIntermediateDirectories: true)
    }

    /// Writes one tree and gives its path.
    mutating func plant(_ files: [String: String], noise: [(path: String, kind: Noise)]) throws -> String {
        let tree = "\(folder)/\(count)"
        count += 1
        try Scratch.write(files, below: tree)
        var made: Set<String> = []
        for (path, kind) in noise {
            let full = "\(tree)/\(path)"
            let parent = String(full[..<(full.lastIndex(of: "/") ?? full.endIndex)])
            if made.insert(parent).inserted {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            }
            guard link(try file(kind), full) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        return tree
    }

    private mutating func file(_ kind: Noise) throws -> String {
        if let known = pool[kind] { return known }
        let path = "\(folder)/pool/\(kind.lines).\(Self.endings[kind.ending])"
        try Data(String(repeating: "nothing to see here\n", count: kind.lines).utf8).write(to: URL(filePath: path))
        pool[kind] = path
        return path
    }
}
