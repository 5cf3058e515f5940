// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// The JSON text of a value.
    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let writer = JSONWriter()
        try writer.encode(value)
        return writer.bytes
    }

    /// A value that is not one of JSON's own.
    func encode(_ value: some Encodable) throws {
        // Documents need no containers. Types are compared before values are cast, which takes many times as long.
        if type(of: value) == JSONValue.self, let document = value as? JSONValue { return try write(document) }
        if type(of: value) == JSONDocument.self, let document = value as? JSONDocument {
            return write(json: document.text)
        }
        let (depth, start) = (depth, byteCount)
        try value.encode(to: JSONValueEncoder(writer: self, depth: depth))
        // A value that says nothing of itself is an object without members.
        if byteCount == start { write(word: "{}") }
        close(to: depth)
    }

    private func write(_ document: JSONValue) throws {
        let depth = depth
        switch document {
        case .null: write(word: "null")
        case .bool(let value): write(word: value ? "true" : "false")
        case .integer(let value): write(number: value)
        case .number(let value): try write(number: value)
        case .string(let value): write(value)
        case .array(let elements):
            begin(object: false)
            for element in elements {
                beginElement()
                try write(element)
            }
            close(to: depth)
        case .object(let members):
            begin(object: true)
            for (name, member) in members {
                beginMember(name)
                try write(member)
            }
            close(to: depth)
        }
    }
}

/// What a value writes itself with; `depth` is how much was open when the value began.
private struct JSONValueEncoder: Encoder {
    let writer: JSONWriter
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(object: true)
        return KeyedEncodingContainer(JSONObjectContainer<Key>(writer: writer, place: writer.innermost))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(object: false)
        return JSONArrayContainer(writer: writer, place: writer.innermost)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONSingleContainer(writer: writer, depth: depth)
    }

    /// A value may ask again for what it has begun.
    private func begin(object: Bool) {
        if writer.depth > depth { writer.close(to: depth + 1) } else { writer.begin(object: object) }
    }
}

private struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let place: JSONWriter.Place

    var codingPath: [any CodingKey] { [] }

    private func begin(_ key: Key) {
        writer.resume(place)
        writer.beginMember(key.stringValue)
    }

    func encodeNil(forKey key: Key) throws {
        begin(key)
        writer.write(word: "null")
    }

    func encode(_ value: Bool, forKey key: Key) throws {
        begin(key)
        writer.write(word: value ? "true" : "false")
    }

    func encode(_ value: String, forKey key: Key) throws {
        begin(key)
        writer.write(value)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        begin(key)
        try writer.encode(value)
    }

    func encode(_ value: Int, forKey key: Key) throws { put(value, key) }
    func encode(_ value: Int8, forKey key: Key) throws { put(value, key) }
    func encode(_ value: Int16, forKey key: Key) throws { put(value, key) }
    func encode(_ value: Int32, forKey key: Key) throws { put(value, key) }
    func encode(_ value: Int64, forKey key: Key) throws { put(value, key) }
    func encode(_ value: UInt, forKey key: Key) throws { put(value, key) }
    func encode(_ value: UInt8, forKey key: Key) throws { put(value, key) }
    func encode(_ value: UInt16, forKey key: Key) throws { put(value, key) }
    func encode(_ value: UInt32, forKey key: Key) throws { put(value, key) }
    func encode(_ value: UInt64, forKey key: Key) throws { put(value, key) }
    func encode(_ value: Double, forKey key: Key) throws { try put(value, key) }
    func encode(_ value: Float, forKey key: Key) throws { try put(value, key) }

    private func put(_ value: some BinaryInteger & CustomStringConvertible, _ key: Key) {
        begin(key)
        writer.write(number: value)
    }

    private func put(_ value: some BinaryFloatingPoint & CustomStringConvertible & Encodable, _ key: Key) throws {
        begin(key)
        try writer.write(number: value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        begin(key)
        writer.begin(object: true)
        return KeyedEncodingContainer(JSONObjectContainer<Nested>(writer: writer, place: writer.innermost))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        begin(key)
        writer.begin(object: false)
        return JSONArrayContainer(writer: writer, place: writer.innermost)
    }

    func superEncoder() -> any Encoder { inherited() }
    func superEncoder(forKey key: Key) -> any Encoder { inherited() }
}

private struct JSONArrayContainer: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let place: JSONWriter.Place

    var codingPath: [any CodingKey] { [] }
    var count: Int {
        writer.resume(place)
        return writer.count
    }

    private func begin() {
        writer.resume(place)
        writer.beginElement()
    }

    func encodeNil() throws {
        begin()
        writer.write(word: "null")
    }

    func encode(_ value: Bool) throws {
        begin()
        writer.write(word: value ? "true" : "false")
    }

    func encode(_ value: String) throws {
        begin()
        writer.write(value)
    }

    func encode(_ value: some Encodable) throws {
        begin()
        try writer.encode(value)
    }

    func encode(_ value: Int) throws { put(value) }
    func encode(_ value: Int8) throws { put(value) }
    func encode(_ value: Int16) throws { put(value) }
    func encode(_ value: Int32) throws { put(value) }
    func encode(_ value: Int64) throws { put(value) }
    func encode(_ value: UInt) throws { put(value) }
    func encode(_ value: UInt8) throws { put(value) }
    func encode(_ value: UInt16) throws { put(value) }
    func encode(_ value: UInt32) throws { put(value) }
    func encode(_ value: UInt64) throws { put(value) }
    func encode(_ value: Double) throws { try put(value) }
    func encode(_ value: Float) throws { try put(value) }

    private func put(_ value: some BinaryInteger & CustomStringConvertible) {
        begin()
        writer.write(number: value)
    }

    private func put(_ value: some BinaryFloatingPoint & CustomStringConvertible & Encodable) throws {
        begin()
        try writer.write(number: value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        begin()
        writer.begin(object: true)
        return KeyedEncodingContainer(JSONObjectContainer<Nested>(writer: writer, place: writer.innermost))
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        begin()
        writer.begin(object: false)
        return JSONArrayContainer(writer: writer, place: writer.innermost)
    }

    func superEncoder() -> any Encoder { inherited() }
}

private struct JSONSingleContainer: SingleValueEncodingContainer {
    let writer: JSONWriter
    let depth: Int

    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { writer.write(word: "null") }
    func encode(_ value: Bool) throws { writer.write(word: value ? "true" : "false") }
    func encode(_ value: String) throws { writer.write(value) }
    func encode(_ value: some Encodable) throws { try value.encode(to: JSONValueEncoder(writer: writer, depth: depth)) }
    func encode(_ value: Int) throws { writer.write(number: value) }
    func encode(_ value: Int8) throws { writer.write(number: value) }
    func encode(_ value: Int16) throws { writer.write(number: value) }
    func encode(_ value: Int32) throws { writer.write(number: value) }
    func encode(_ value: Int64) throws { writer.write(number: value) }
    func encode(_ value: UInt) throws { writer.write(number: value) }
    func encode(_ value: UInt8) throws { writer.write(number: value) }
    func encode(_ value: UInt16) throws { writer.write(number: value) }
    func encode(_ value: UInt32) throws { writer.write(number: value) }
    func encode(_ value: UInt64) throws { writer.write(number: value) }
    func encode(_ value: Double) throws { try writer.write(number: value) }
    func encode(_ value: Float) throws { try writer.write(number: value) }
}

/// Of classes that inherit what they write: there are none.
private func inherited() -> Never { preconditionFailure("a class can't be written as JSON by its superclass") }
