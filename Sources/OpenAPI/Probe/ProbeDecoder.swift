// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a type asked of its decoder.
// A class, because a decoder's containers are values that all write here. Used by one call on one thread.
final class ProbeNotes {
    var members: [ObjectSchema.Member] = []
    var single: Schema?
    var isObject = false
    /// Members that were asked about before they were read.
    var dispensable: Set<String> = []

    var schema: Schema { isObject ? .object(ObjectSchema(members)) : single ?? .any }

    func note(_ name: String, _ schema: Schema, isRequired: Bool) {
        guard !members.contains(where: { $0.name == name }) else { return }
        members.append(
            .init(name, schema.unwrapped, isRequired: isRequired && !schema.isOptional && !dispensable.contains(name)))
    }
}

/// Gives every type the smallest value it can decode, and notes what it was asked for.
struct ProbeDecoder: Decoder {
    let notes: ProbeNotes
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        notes.isObject = true
        return KeyedDecodingContainer(ProbeMembers(notes: notes))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw Failure(.internalError, "a type that reads a list by hand has to describe its schema")
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { ProbeValue(notes: notes) }
}

private struct ProbeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: ProbeNotes
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }

    /// What the standard library's `decodeIfPresent` of texts and numbers asks before it reads.
    func decodeNil(forKey key: Key) throws -> Bool {
        notes.dispensable.insert(key.stringValue)
        return false
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let (schema, value) = try SchemaProbe.read(type)
        notes.note(key.stringValue, schema, isRequired: true)
        return value
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        notes.note(key.stringValue, try SchemaProbe.read(type).schema, isRequired: false)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw handmade(key) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw handmade(key) }

    func superDecoder() throws -> any Decoder { ProbeDecoder(notes: notes) }

    func superDecoder(forKey key: Key) throws -> any Decoder { throw handmade(key) }

    private func handmade(_ key: Key) -> Failure {
        Failure(.internalError, "a type that reads '\(key.stringValue)' by hand has to describe its schema")
    }
}

private struct ProbeValue: SingleValueDecodingContainer {
    let notes: ProbeNotes
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let value = try basic(type) { return value }
        let (schema, value) = try SchemaProbe.read(type)
        notes.single = schema
        return value
    }

    /// The types in which everything else ends.
    private func basic<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        let (schema, value): (Schema, Any)
        switch type {
        case is Bool.Type: (schema, value) = (.boolean, false)
        case is String.Type: (schema, value) = (.string(), "")
        case is Double.Type: (schema, value) = (.number, 0.0)
        case is Float.Type: (schema, value) = (.number, Float(0))
        case let number as any FixedWidthInteger.Type:
            (schema, value) = (.integer(bounds(of: number)), zero(of: number))
        default: return nil
        }
        notes.single = schema
        return value as? Value
    }

    private func zero<Number: FixedWidthInteger>(of type: Number.Type) -> Any { Number.zero }

    private func bounds<Number: FixedWidthInteger>(of type: Number.Type) -> ClosedRange<Int64>? {
        let range = Int64(clamping: Number.min)...Int64(clamping: Number.max)
        return range == Int64.min...Int64.max ? nil : range
    }
}
