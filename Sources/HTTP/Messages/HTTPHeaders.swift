// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Header fields in wire order, kept as the bytes they travel as; names compare without case.
package struct HTTPHeaders: Sendable {
    private struct Field {
        var name: Range<Int>
        var value: Range<Int>
    }

    private var bytes: [UInt8]
    private var fields: [Field] = []
    /// The bytes are the fields' lines in wire form, and nothing else.
    private var isWireForm: Bool

    package init() { (bytes, isWireForm) = ([], true) }

    /// Over the bytes of a message head, to which a parser adds the fields it finds.
    init(head: [UInt8]) { (bytes, isWireForm) = (head, false) }

    mutating func addParsed(name: Range<Int>, value: Range<Int>) {
        if fields.isEmpty { fields.reserveCapacity(12) }
        fields.append(Field(name: name, value: value))
    }

    package var count: Int { fields.count }

    /// Adds a field after the others. A byte that would end the line becomes a space, so that no value can smuggle in
    /// a field of its own.
    package mutating func add(_ name: String, _ value: String) {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        let colon = bytes.count
        bytes.append(contentsOf: [0x3A, 0x20])
        bytes.append(contentsOf: value.utf8)
        let end = bytes.count
        for index in start..<end where bytes[index] < 0x20 && bytes[index] != 0x09 || bytes[index] == 0x7F {
            bytes[index] = 0x20
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
        fields.append(Field(name: start..<colon, value: colon + 2..<end))
    }

    /// Adds all fields of others after these.
    package mutating func add(contentsOf others: HTTPHeaders) {
        for field in others.fields {
            let start = bytes.count
            bytes.append(contentsOf: others.bytes[field.name])
            let colon = bytes.count
            bytes.append(contentsOf: [0x3A, 0x20])
            bytes.append(contentsOf: others.bytes[field.value])
            fields.append(Field(name: start..<colon, value: colon + 2..<bytes.count))
            bytes.append(contentsOf: [0x0D, 0x0A])
        }
    }

    /// Replaces every field of that name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        add(name, value)
    }

    /// Takes away every field of that name.
    package mutating func remove(_ name: String) {
        guard contains(name) else { return }
        fields = fields.filter { !matches($0.name, name) }
        isWireForm = false
    }

    /// The value of the first field of that name.
    package subscript(name: String) -> String? {
        for field in fields where matches(field.name, name) { return text(field.value) }
        return nil
    }

    package func values(_ name: String) -> [String] {
        fields.filter { matches($0.name, name) }.map { text($0.value) }
    }

    package func contains(_ name: String) -> Bool { fields.contains { matches($0.name, name) } }

    /// Whether a comma-separated list field (`Connection`, `Accept-Encoding`) has the token, without case.
    package func hasToken(_ token: String, in name: String) -> Bool {
        fields.contains { field in
            matches(field.name, name)
                && bytes[field.value].split(separator: UInt8(ascii: ",")).contains { part in
                    let rest = part.drop(while: Self.isBlank)
                    return matches(rest.prefix { !Self.isBlank($0) && $0 != UInt8(ascii: ";") }.indices, token)
                }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Appends the fields in wire form.
    func write(to output: inout [UInt8]) {
        if isWireForm { return output.append(contentsOf: bytes) }
        for field in fields {
            output.append(contentsOf: bytes[field.name])
            output.append(contentsOf: [0x3A, 0x20])
            output.append(contentsOf: bytes[field.value])
            output.append(contentsOf: [0x0D, 0x0A])
        }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func matches(_ range: Range<Int>, _ name: String) -> Bool {
        guard range.count == name.utf8.count else { return false }
        var name = name
        return name.withUTF8 { name in
            for offset in 0..<name.count
            where Self.lower(bytes[range.lowerBound + offset]) != Self.lower(name[offset]) { return false }
            return true
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral, Sequence {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { add(name, value) }
    }

    package func makeIterator() -> some IteratorProtocol<(name: String, value: String)> {
        fields.map { (name: text($0.name), value: text($0.value)) }.makeIterator()
    }
}
