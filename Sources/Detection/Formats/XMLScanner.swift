// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The text of a document's elements by their path, e.g. `project/build/finalName`.
///
/// A scanner for build files, not a parser: it takes elements as they come, knows no namespaces and no entities but the
/// five of XML, and stops at ``maximumDepth`` or at what it can't follow with what it has read so far.
struct XMLScanner {
    static let maximumDepth = 48
    static let maximumElements = 20_000

    /// Paths with their text, in document order; an element with children appears too, with the text around them.
    private(set) var elements: [(path: String, text: String)] = []

    init(_ text: String) {
        var rest = text[...]
        var path: [Substring] = []
        var texts: [String] = []
        while elements.count < Self.maximumElements, let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")) {
            if !texts.isEmpty { texts[texts.count - 1] += Self.decoded(rest[..<open]) }
            rest = rest[open...]
            if let end = Self.skip(rest, from: "<!--", to: "-->") ?? Self.skip(rest, from: "<?", to: "?>") {
                rest = end
                continue
            }
            if rest.hasPrefix("<![CDATA["), let end = Self.skip(rest, from: "<![CDATA[", to: "]]>") {
                let inside = rest[rest.index(rest.startIndex, offsetBy: 9)..<end.startIndex].dropLast(3)
                if !texts.isEmpty { texts[texts.count - 1] += inside }
                rest = end
                continue
            }
            guard let close = rest.utf8.firstIndex(of: UInt8(ascii: ">")) else { return }
            let tag = rest[rest.utf8.index(after: rest.startIndex)..<close]
            rest = rest[rest.utf8.index(after: close)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                guard let name = path.popLast(), let text = texts.popLast(), tag.dropFirst().trimmed() == name else {
                    return
                }
                elements.append(((path + [name]).joined(separator: "/"), text.trimmed()))
                continue
            }
            guard path.count < Self.maximumDepth else { return }
            let name = tag.prefix { $0 != " " && $0 != "/" && $0 != "\n" && $0 != "\t" }
            if tag.hasSuffix("/") {
                elements.append(((path + [name]).joined(separator: "/"), ""))
            } else {
                path.append(name)
                texts.append("")
            }
        }
    }

    /// The text of the first element with this path.
    func text(_ path: String) -> String? { elements.first { $0.path == path }?.text }

    func texts(_ path: String) -> [String] { elements.filter { $0.path == path }.map(\.text) }

    private static func skip(_ text: Substring, from start: String, to end: String) -> Substring? {
        text.hasPrefix(start) ? text.dropFirst(start.count).after(end) : nil
    }

    private static func decoded(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var result = ""
        var rest = text
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        while let index = rest.utf8.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<index]
            rest = rest[index...]
            let entity = entities.first { rest.hasPrefix($0.0) }
            result += entity?.1 ?? "&"
            rest = rest.dropFirst(entity?.0.count ?? 1)
        }
        return result + rest
    }
}
