// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Reads TOML 1.0 into ``TOMLValue``; the documents are small, so it goes byte by byte and keeps them whole.
///
/// Written here because Debian's TOML libraries are C++ templates (toml++, toml11) without a C interface, which a Swift
/// target can use only with C++ interoperability switched on for everything above it. Bounds: ``maximumDepth`` levels of
/// keys, arrays and tables. Throws ``TOMLComplaint`` for what the specification forbids.
struct TOMLParser {
    static let maximumDepth = 48

    var bytes: [UInt8]
    var position = 0
    private let root = TOMLTable()

    static func parse(_ text: String) throws(TOMLComplaint) -> TOMLValue {
        var parser = TOMLParser(bytes: Array(text.utf8))
        return try parser.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func document() throws(TOMLComplaint) -> TOMLValue {
        var table = root
        while true {
            try skipBlankLines()
            guard let byte = peek else { return root.value }
            if byte == UInt8(ascii: "[") {
                table = try header()
            } else {
                try entry(into: table, depth: 0)
            }
            skipSpaces()
            try skipComment()
            guard peek == nil || peek == 10 else { throw complaint("a line end was expected") }
        }
    }

    /// `[table]` or `[[array of tables]]`.
    private mutating func header() throws(TOMLComplaint) -> TOMLTable {
        position += 1
        let isArray = peek == UInt8(ascii: "[")
        if isArray { position += 1 }
        let path = try keyPath()
        guard take("]"), !isArray || take("]") else { throw complaint("']' was expected") }
        guard let last = path.last else { throw complaint("a key was expected") }
        var table = root
        for key in path.dropLast() { table = try descend(into: key, of: table) }
        if isArray {
            let element = TOMLTable()
            switch table.items[last] {
            case nil: table.items[last] = .tables([element])
            case .tables(let elements): table.items[last] = .tables(elements + [element])
            default: throw complaint("'\(last)' is already something else")
            }
            return element
        }
        if case .tables = table.items[last] { throw complaint("'\(last)' is already an array") }
        let child = try descend(into: last, of: table)
        guard !child.isDefined else { throw complaint("the table '\(last)' is defined twice") }
        child.isDefined = true
        return child
    }

    /// `key = value`, where the key may be dotted.
    mutating func entry(into table: TOMLTable, depth: Int) throws(TOMLComplaint) {
        let path = try keyPath()
        guard let last = path.last, take("=") else { throw complaint("'=' was expected") }
        var target = table
        for key in path.dropLast() {
            if case .tables = target.items[key] { throw complaint("'\(key)' is an array of tables") }
            target = try descend(into: key, of: target)
            target.isDefined = true
        }
        skipSpaces()
        let value = try value(depth: depth)
        guard target.items[last] == nil else { throw complaint("the key '\(last)' is given twice") }
        target.items[last] = .value(value)
    }

    private func descend(into key: String, of table: TOMLTable) throws(TOMLComplaint) -> TOMLTable {
        switch table.items[key] {
        case nil:
            let child = TOMLTable()
            table.items[key] = .table(child)
            return child
        case .table(let child): return child
        case .tables(let elements):
            guard let last = elements.last else { throw complaint("'\(key)' is an empty array") }
            return last
        case .value: throw complaint("'\(key)' is not a table")
        }
    }

    private mutating func keyPath() throws(TOMLComplaint) -> [String] {
        var path: [String] = []
        repeat {
            guard path.count < Self.maximumDepth else { throw complaint("nested too deep") }
            skipSpaces()
            path.append(try key())
            skipSpaces()
        } while take(".")
        return path
    }

    private mutating func key() throws(TOMLComplaint) -> String {
        guard let byte = peek else { throw complaint("a key was expected") }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try string(allowsLines: false) }
        let start = position
        while let byte = peek, byte.isBareKey { position += 1 }
        guard position > start else { throw complaint("a key was expected") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

/// A table being filled; nested tables are shared so that headers can reach back into them.
final class TOMLTable {
    var items: [String: Item] = [:]
    /// Written out by a header or a dotted key: a second header of that name is an error.
    var isDefined = false

    enum Item {
        case value(TOMLValue)
        case table(TOMLTable)
        case tables([TOMLTable])
    }

    var value: TOMLValue {
        .table(
            items.mapValues { item in
                switch item {
                case .value(let value): value
                case .table(let table): table.value
                case .tables(let tables): .array(tables.map(\.value))
                }
            })
    }
}

/// Where a document stops being TOML, and why.
struct TOMLComplaint: Error, Hashable {
    var line: Int
    var message: String
}

extension UInt8 {
    var isBareKey: Bool { isWordByte || self == UInt8(ascii: "-") }

    /// A letter, digit or underscore of ASCII.
    var isWordByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
            || isDigit || self == UInt8(ascii: "_")
    }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
