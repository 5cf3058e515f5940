// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One line of a .gitignore (gitignore(5)), read as git reads it.
struct IgnorePattern: Sendable {
    /// Whether a match means "not ignored after all".
    let isNegated: Bool
    private let onlyFolders: Bool
    /// Without an inner slash the pattern is compared with the last component, at any depth.
    private let comparesName: Bool
    private let glob: [UInt8]
    /// How many bytes of the glob stand for themselves before the first special one.
    private let literal: Int

    /// Nil for blank lines and comments. `line` comes without its line feed.
    init?(_ line: ArraySlice<UInt8>) {
        guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
        var text = line
        if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
        text = Self.trimmed(text)
        isNegated = text.first == UInt8(ascii: "!")
        if isNegated { text = text.dropFirst() }
        onlyFolders = text.last == UInt8(ascii: "/")
        if onlyFolders { text = text.dropLast() }
        guard !text.isEmpty else { return nil }
        comparesName = !text.contains(UInt8(ascii: "/"))
        if text.first == UInt8(ascii: "/") { text = text.dropFirst() }
        glob = Array(text)
        literal = glob.firstIndex { Self.special.contains($0) } ?? glob.count
    }

    private static let special = Set("*?[\\".utf8)

    /// - path: relative to the folder of the file the pattern stands in.
    func matches(path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        if onlyFolders, !isFolder { return false }
        guard comparesName else {
            // Git cuts the literal beginning off first, so that the `**/` of `a**/b` counts as a leading one.
            guard path.starts(with: glob[..<literal]) else { return false }
            return Wildmatch.matches(pattern: glob[literal...], text: path.dropFirst(literal), isPath: true)
        }
        let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex
        return Wildmatch.matches(pattern: glob[...], text: path[start...], isPath: false)
    }

    /// Spaces at the end don't count unless a backslash quotes them.
    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end: Int?
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: " ") {
                end = end ?? index
            } else {
                if text[index] == UInt8(ascii: "\\") { index += 1 }
                end = nil
            }
            index += 1
        }
        return end.map { text[..<$0] } ?? text
    }
}
