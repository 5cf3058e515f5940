// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension TOMLParser {
    mutating func value(depth: Int) throws(TOMLComplaint) -> TOMLValue {
        guard depth < Self.maximumDepth else { throw complaint("nested too deep") }
        guard let byte = peek else { throw complaint("a value was expected") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string(allowsLines: true))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "{"): return try inlineTable(depth: depth)
        default: return try word()
        }
    }

    private mutating func array(depth: Int) throws(TOMLComplaint) -> [TOMLValue] {
        position += 1
        var elements: [TOMLValue] = []
        while true {
            try skipBlankLines()
            if take("]") { return elements }
            elements.append(try value(depth: depth + 1))
            try skipBlankLines()
            guard take(",") else {
                guard take("]") else { throw complaint("',' or ']' was expected") }
                return elements
            }
        }
    }

    private mutating func inlineTable(depth: Int) throws(TOMLComplaint) -> TOMLValue {
        position += 1
        let table = TOMLTable()
        skipSpaces()
        if take("}") { return table.value }
        while true {
            skipSpaces()
            try inlineEntry(into: table, depth: depth + 1)
            skipSpaces()
            if take("}") { return table.value }
            guard take(",") else { throw complaint("',' or '}' was expected") }
        }
    }

    private mutating func inlineEntry(into table: TOMLTable, depth: Int) throws(TOMLComplaint) {
        guard depth < Self.maximumDepth else { throw complaint("nested too deep") }
        try entry(into: table, depth: depth)
    }

    /// A boolean, number or moment: everything up to what can't belong to one.
    private mutating func word() throws(TOMLComplaint) -> TOMLValue {
        let start = position
        while let byte = peek, byte.isWordByte || "+-.:".utf8.contains(byte) { position += 1 }
        // A date and its time may be parted by one space.
        if position - start == 10, bytes[start].isDigit, peek == 32, position + 1 < bytes.count,
            bytes[position + 1].isDigit
        {
            position += 1
            while let byte = peek, byte.isWordByte || "+-.:".utf8.contains(byte) { position += 1 }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        let digits = text.filter { $0 != "_" }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            if let number = Int(digits.dropFirst(2), radix: radix) { return .integer(number) }
        }
        if let number = Int(digits) { return .integer(number) }
        if text.contains(":") || text.split(separator: "-").count == 3, text.utf8.first?.isDigit == true {
            return .moment(text)
        }
        if let number = Double(digits), digits.utf8.contains(where: \.isDigit) { return .float(number) }
        throw complaint(text.isEmpty ? "a value was expected" : "'\(text)' is not a value")
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Moves over an ASCII character if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func skipSpaces() {
        while let byte = peek, byte == 32 || byte == 9 { position += 1 }
    }

    mutating func skipComment() throws(TOMLComplaint) {
        guard peek == UInt8(ascii: "#") else { return }
        while let byte = peek, byte != 10 { position += 1 }
    }

    mutating func skipBlankLines() throws(TOMLComplaint) {
        while true {
            skipSpaces()
            try skipComment()
            guard peek == 10 else { return }
            position += 1
        }
    }

    func complaint(_ message: String) -> TOMLComplaint {
        TOMLComplaint(line: bytes[..<min(position, bytes.count)].count { $0 == 10 } + 1, message: message)
    }
}
