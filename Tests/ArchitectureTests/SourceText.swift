// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Swift source with its comments and string literals blanked, so that words can be looked for in code alone.
struct SourceText {
    let lines: [Substring]

    init(_ text: String) {
        lines = String(decoding: Self.blanked(Array(text.utf8)), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The modules imported, submodules and declarations reduced to their module.
    var imports: [String] {
        lines.compactMap { line in
            var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            let modifiers: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
            while let first = words.first, modifiers.contains(first) || first.hasPrefix("@") { words.removeFirst() }
            guard words.first == "import", words.count >= 2 else { return nil }
            let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = kinds.contains(words[1]) && words.count >= 3 ? words[2] : words[1]
            return String(name.prefix { $0 != "." && $0 != ";" })
        }
    }

    private static func blanked(_ source: [UInt8]) -> [UInt8] {
        var bytes = source
        var index = 0
        func blank(to end: Int) {
            while index < min(end, bytes.count) {
                if bytes[index] != UInt8(ascii: "\n") { bytes[index] = UInt8(ascii: " ") }
                index += 1
            }
        }
        while index < bytes.count {
            if has("//", in: source, at: index) {
                blank(to: source[index...].firstIndex(of: UInt8(ascii: "\n")) ?? source.count)
            } else if has("/*", in: source, at: index) {
                blank(to: endOfComment(in: source, from: index))
            } else if has("\"\"\"", in: source, at: index) {
                var end = index + 3
                while end < source.count, !has("\"\"\"", in: source, at: end) { end += 1 }
                blank(to: end + 3)
            } else if source[index] == UInt8(ascii: "\"") {
                var end = index + 1
                while end < source.count, source[end] != UInt8(ascii: "\""), source[end] != UInt8(ascii: "\n") {
                    end += source[end] == UInt8(ascii: "\\") ? 2 : 1
                }
                blank(to: end + 1)
            } else {
                index += 1
            }
        }
        return bytes
    }

    private static func has(_ text: StaticString, in source: [UInt8], at index: Int) -> Bool {
        guard index + text.utf8CodeUnitCount <= source.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { source[index + $0] == text.utf8Start[$0] }
    }

    /// Block comments nest in Swift.
    private static func endOfComment(in source: [UInt8], from start: Int) -> Int {
        var depth = 0
        var index = start
        while index < source.count {
            if has("/*", in: source, at: index) {
                depth += 1
                index += 2
            } else if has("*/", in: source, at: index) {
                depth -= 1
                index += 2
                if depth == 0 { return index }
            } else {
                index += 1
            }
        }
        return index
    }
}
