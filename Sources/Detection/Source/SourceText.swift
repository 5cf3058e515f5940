// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

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

    /// Where bytes stand in others for the first time: the C library looks for their first, many bytes at once.
    static func offset(of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = text.baseAddress, let pattern = needle.baseAddress, needle.count > 0 else { return nil }
        var offset = 0
        while offset + needle.count <= text.count {
            let rest = text.count - needle.count + 1 - offset
            guard let found = memchr(start + offset, Int32(pattern[0]), rest) else { return nil }
            offset = UnsafeRawPointer(found) - UnsafeRawPointer(start)
            if memcmp(start + offset, pattern, needle.count) == 0 { return offset }
            offset += 1
        }
        return nil
    }
}

extension Unicode.Scalar {
    /// White space; what is not ASCII is looked up.
    fileprivate var isSpace: Bool { value < 128 ? value == 32 || (9...13).contains(value) : properties.isWhitespace }
}

extension StringProtocol {
    /// The text without white space at its ends.
    func trimmed() -> String {
        let view = unicodeScalars
        guard let first = view.firstIndex(where: { !$0.isSpace }), let last = view.lastIndex(where: { !$0.isSpace })
        else { return "" }
        return String(self[first..<view.index(after: last)])
    }

    /// Byte search: several times faster than searching characters.
    func holds(_ needle: String) -> Bool { firstUTF8Index(of: needle) != nil }

    /// Where a piece of ASCII text begins.
    func firstUTF8Index(of needle: String) -> String.Index? {
        guard !needle.isEmpty else { return startIndex }
        let offset = utf8.withContiguousStorageIfAvailable { text in
            var needle = needle
            return needle.withUTF8 { SourceText.offset(of: $0, in: text) }
        }
        if let offset { return offset.map { utf8.index(startIndex, offsetBy: $0) } }
        // Only text that another language lent has no bytes in a row.
        var copy = String(self)
        copy.makeContiguousUTF8()
        let found = copy.firstUTF8Index(of: needle)
        return found.map { utf8.index(startIndex, offsetBy: copy.utf8.distance(from: copy.startIndex, to: $0)) }
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
