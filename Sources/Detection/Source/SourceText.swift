// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Bytes of unknown files as text.
enum SourceText {
    /// UTF-8 (wrong bytes replaced), or UTF-16 when it begins with that byte-order mark; nil for binary data.
    static func decode(_ bytes: [UInt8]) -> String? {
        var text: String
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            let isLittleEndian = bytes[0] == 0xff
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
                let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
                return isLittleEndian ? second << 8 | first : first << 8 | second
            }
            text = String(decoding: units, as: UTF16.self)
        } else {
            guard !bytes.prefix(4096).contains(0) else { return nil }
            text = String(
                decoding: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
        }
        if text.utf8.contains(13) {
            var unified: [UInt8] = []
            unified.reserveCapacity(text.utf8.count)
            var previous: UInt8 = 0
            for byte in text.utf8 {
                if byte == 10, previous == 13 {
                    previous = byte
                    continue
                }
                unified.append(byte == 13 ? 10 : byte)
                previous = byte
            }
            text = String(decoding: unified, as: UTF8.self)
        }
        return text
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    func trimmed() -> String {
        var part = self[...]
        while let first = part.unicodeScalars.first, first.properties.isWhitespace { part = part.dropFirst() }
        while let last = part.unicodeScalars.last, last.properties.isWhitespace { part = part.dropLast() }
        return String(part)
    }

    /// Byte search: several times faster than searching characters.
    func holds(_ needle: String) -> Bool { firstUTF8Index(of: needle) != nil }

    /// Where a piece of ASCII text begins.
    func firstUTF8Index(of needle: String) -> String.Index? {
        let pattern = Array(needle.utf8)
        guard let first = pattern.first else { return startIndex }
        let view = utf8
        var index = view.startIndex
        while let start = view[index...].firstIndex(of: first) {
            if view[start...].starts(with: pattern) { return start }
            index = view.index(after: start)
        }
        return nil
    }

    /// What comes after the first occurrence of a piece of ASCII text.
    func after(_ needle: String) -> SubSequence? {
        guard let start = firstUTF8Index(of: needle) else { return nil }
        return self[utf8.index(start, offsetBy: needle.utf8.count)...]
    }

    /// What stands between the first quotes (`"`, `'` or `` ` ``) in the text.
    var firstQuoted: String? {
        let marks = Set("\"'`".utf8)
        guard let open = utf8.firstIndex(where: marks.contains) else { return nil }
        let mark = utf8[open]
        let start = utf8.index(after: open)
        guard let close = utf8[start...].firstIndex(of: mark) else { return nil }
        return String(self[start..<close])
    }

    /// The leading letters, digits and underscores.
    var leadingWord: String { String(prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }) }
}
