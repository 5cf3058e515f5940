// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A list of patterns that name a workspace's folders: `apps/*`, `packages/**`, `!packages/old`.
///
/// `*` stands for a name or a part of one, `**` for any number of folders. A pattern that begins with `!` takes away.
/// Bounds: ``maximumFolders`` folders are looked at, ``maximumDepth`` deep.
struct FolderPatterns {
    private static let maximumFolders = 400
    private static let maximumDepth = 5
    private static let maximumPatterns = 200

    private let wanted: [[Substring]]
    private let unwanted: [[Substring]]

    init(_ patterns: [String], excluding excluded: [String] = []) {
        let clean = patterns.prefix(Self.maximumPatterns).map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
        func parts(_ text: some StringProtocol) -> [Substring] {
            String(text).split(separator: "/").filter { $0 != "." }
        }
        wanted = clean.filter { !$0.hasPrefix("!") }.map { parts($0) }
        unwanted =
            clean.filter { $0.hasPrefix("!") }.map { parts($0.dropFirst()) }
            + excluded.prefix(Self.maximumPatterns).map { parts($0) }
    }

    /// The folders of a tree that the patterns name and that hold one of the files, in the order of their paths.
    func folders(in source: Source, holding files: [String]) -> [String] {
        var found: [String] = []
        var level = [""]
        var visited = 0
        for _ in 0..<Self.maximumDepth where !level.isEmpty {
            var below: [String] = []
            for parent in level {
                for entry in source.list(parent)
                where entry.isFolder && !entry.name.hasPrefix(".") && entry.name != "node_modules" {
                    guard visited < Self.maximumFolders else { return found.sorted() }
                    let path = entry.name.inFolder(parent)
                    let parts = path.split(separator: "/")
                    guard wanted.contains(where: { Self.leads($0[...], parts[...]) }) else { continue }
                    visited += 1
                    below.append(path)
                    guard wanted.contains(where: { Self.matches($0[...], parts[...]) }),
                        !unwanted.contains(where: { Self.matches($0[...], parts[...]) }),
                        files.contains(where: { source.exists($0.inFolder(path)) })
                    else { continue }
                    found.append(path)
                }
            }
            level = below
        }
        return found.sorted()
    }

    /// Whether a path could lead to something the pattern names.
    private static func leads(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
        guard let first = pattern.first else { return false }
        guard let name = path.first else { return true }
        if first == "**" { return true }
        guard isLike(first, name) else { return false }
        return path.count == 1 || leads(pattern.dropFirst(), path.dropFirst())
    }

    private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == "**" {
            // Nothing is deeper than the bound, so trying each depth stays cheap.
            return (0...path.count).contains { matches(pattern.dropFirst(), path.dropFirst($0)) }
        }
        guard let name = path.first, isLike(first, name) else { return false }
        return matches(pattern.dropFirst(), path.dropFirst())
    }

    /// Whether a name fits a pattern with `*`, without going back and forth more than once for each star.
    private static func isLike(_ pattern: Substring, _ name: Substring) -> Bool {
        guard pattern.utf8.contains(UInt8(ascii: "*")) else { return pattern == name }
        let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
        var rest = name
        guard let first = pieces.first, let last = pieces.last, rest.hasPrefix(first) else { return false }
        rest = rest.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() {
            guard piece.isEmpty || rest.holds(String(piece)) else { return false }
            rest = piece.isEmpty ? rest : rest.after(String(piece)) ?? ""
        }
        return rest.hasSuffix(last)
    }
}
