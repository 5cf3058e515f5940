// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    /// A basic or literal string, of one line or of several where that is allowed.
    mutating func string(allowsLines: Bool) throws(TOMLComplaint) -> String {
        let mark = bytes[position]
        let isBasic = mark == UInt8(ascii: "\"")
        if bytes[position...].starts(with: [mark, mark, mark]) {
            guard allowsLines else { throw complaint("a key must be on one line") }
            position += 3
            if peek == 10 { position += 1 }
            return try text(endingIn: mark, isBasic: isBasic, isLong: true)
        }
        position += 1
        return try text(endingIn: mark, isBasic: isBasic, isLong: false)
    }

    private mutating func text(endingIn mark: UInt8, isBasic: Bool, isLong: Bool) throws(TOMLComplaint) -> String {
        var text: [UInt8] = []
        while let byte = peek {
            if byte == mark {
                if !isLong {
                    position += 1
                    return String(decoding: text, as: UTF8.self)
                }
                // Up to two marks may stand before the closing three.
                let run = bytes[position...].prefix(5).prefix { $0 == mark }.count
                position += run
                if run >= 3 {
                    text += Array(repeating: mark, count: run - 3)
                    return String(decoding: text, as: UTF8.self)
                }
                text += Array(repeating: mark, count: run)
            } else if byte == UInt8(ascii: "\\"), isBasic {
                position += 1
                try escape(into: &text, isLong: isLong)
            } else if byte == 10, !isLong {
                throw complaint("the text is not closed on its line")
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw complaint("the text is not closed")
    }

    private mutating func escape(into text: inout [UInt8], isLong: Bool) throws(TOMLComplaint) {
        guard let byte = peek else { throw complaint("the text is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "e"): text.append(27)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
        case UInt8(ascii: "x"): try scalar(digits: 2, into: &text)
        case UInt8(ascii: "u"): try scalar(digits: 4, into: &text)
        case UInt8(ascii: "U"): try scalar(digits: 8, into: &text)
        case 10, 32, 9:
            // A backslash at a line's end joins it with the next word.
            guard isLong else { throw complaint("the text is not closed on its line") }
            while let space = peek, space == 10 || space == 32 || space == 9 { position += 1 }
        default: throw complaint("'\\\(Character(Unicode.Scalar(byte)))' is not an escape")
        }
    }

    private mutating func scalar(digits: Int, into text: inout [UInt8]) throws(TOMLComplaint) {
        let end = min(position + digits, bytes.count)
        let code = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        guard end - position == digits, let scalar = code.flatMap(Unicode.Scalar.init) else {
            throw complaint("a Unicode scalar of \(digits) hexadecimal digits was expected")
        }
        position = end
        text += Array(String(Character(scalar)).utf8)
    }
}
