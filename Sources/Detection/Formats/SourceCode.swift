// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Reading manifests that are programs: nothing is run, only what stands there literally is taken.
enum SourceCode {
    /// A text without its line comments, of which at most 128 KiB are read.
    static func withoutComments(_ text: String, _ mark: String) -> String {
        let part = text.utf8.count > 128 * 1024 ? String(decoding: text.utf8.prefix(128 * 1024), as: UTF8.self) : text
        guard part.holds(mark) else { return part }
        return part.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.uncommented(mark) }.joined(separator: "\n")
    }
}

extension StringProtocol {
    /// A line up to a comment mark that stands outside quotes.
    func uncommented(_ mark: String) -> SubSequence {
        let bytes = utf8
        let pattern = Array(mark.utf8)
        guard let first = pattern.first else { return self[...] }
        var quote: UInt8?
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == first, bytes[index...].starts(with: pattern) {
                return self[..<index]
            }
            index = bytes.index(after: index)
        }
        return self[...]
    }

    /// What follows each occurrence of a piece of ASCII text, in order; at most 500.
    func allAfter(_ needle: String) -> [SubSequence] {
        var result: [SubSequence] = []
        var rest = self[...]
        while result.count < 500, let next = rest.after(needle) {
            result.append(next)
            rest = next
        }
        return result
    }

    /// The text up to the bracket that closes one already open; nil within 20,000 bytes of none.
    func upToClosing(_ open: Character, _ close: Character) -> SubSequence? {
        guard let openByte = open.asciiValue, let closeByte = close.asciiValue else { return nil }
        var depth = 1
        for index in utf8.indices.prefix(20_000) {
            if utf8[index] == openByte { depth += 1 }
            if utf8[index] == closeByte { depth -= 1 }
            if depth == 0 { return self[..<index] }
        }
        return nil
    }

    /// Every quoted piece of text on its own line; at most 2,000.
    var allQuoted: [String] {
        var result: [String] = []
        for line in split(separator: "\n") {
            for (index, piece) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            where index % 2 == 1 {
                result.append(String(piece))
                if result.count == 2000 { return result }
            }
        }
        return result
    }

    /// The leading letters, digits, underscores, hyphens and dots: a name in most manifests.
    var leadingName: String {
        String(prefix { $0 == "_" || $0 == "-" || $0 == "." || ($0.isASCII && ($0.isLetter || $0.isNumber)) })
    }

    /// The pieces between white space, brackets, commas and quotes.
    var symbols: Set<String> {
        let pieces = self[...].split(whereSeparator: { (character: Character) in " \t\n,()[]{}\"'^;".contains(character)
        })
        return Set(pieces.prefix(5000).map { String($0) })
    }
}
