// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Schema {
    /// The schema of what a type decodes, found by letting it decode from a decoder that notes what is asked for.
    ///
    /// Members that the type decodes only if present are not required. A type that checks or branches says what it
    /// takes by SchemaDescribed. Throws `internal_error` for one that does neither, which a test of the document finds.
    package static func of<Value: Decodable>(_ type: Value.Type) throws -> Schema {
        try SchemaProbe.read(type).schema
    }
}

/// Reads schemas off types.
enum SchemaProbe {
    /// The schema of a type, and a value of it to go on with.
    static func read<Value: Decodable>(_ type: Value.Type) throws -> (schema: Schema, value: Value) {
        if let described = type as? any SchemaDescribed.Type {
            return (described.schema, try JSONText.decode(type, from: described.schemaExample))
        }
        if let list = type as? any ListType.Type {
            return (.array(try list.element()), try cast(list.empty, to: type))
        }
        if let map = type as? any MapType.Type { return (.map(try map.element()), try cast(map.empty, to: type)) }
        if let optional = type as? any OptionalType.Type {
            return (.optional(try optional.wrapped()), try cast(optional.empty, to: type))
        }
        if let choice = type as? any CaseIterable.Type, let (names, first) = choices(of: choice) {
            return (.named(name(of: type), .choice(names)), try cast(first, to: type))
        }
        let notes = ProbeNotes()
        let value = try type.init(from: ProbeDecoder(notes: notes))
        let schema = notes.schema
        if case .object = schema { return (.named(name(of: type), schema), value) }
        return (schema, value)
    }

    /// What a component is called: `Page<Run>` is `RunPage`, `ServerInfo.Proxy` is `ServerInfoProxy`.
    static func name(of type: any Any.Type) -> String {
        let full = String(reflecting: type)
        guard let open = full.firstIndex(of: "<") else { return bare(full) }
        let inner = full[full.index(after: open)...].dropLast()
        return bare(String(inner)) + bare(String(full[..<open]))
    }

    /// Without its module.
    private static func bare(_ name: String) -> String {
        name.split(separator: ".").dropFirst().joined()
    }

    private static func choices(of type: any CaseIterable.Type) -> (names: [String], first: Any)? {
        func all<Choice: CaseIterable>(_ type: Choice.Type) -> [Any] { Array(type.allCases) }
        let cases = all(type)
        let names = cases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        guard let first = cases.first, names.count == cases.count else { return nil }
        return (names, first)
    }

    private static func cast<Value>(_ value: Any, to type: Value.Type) throws -> Value {
        guard let value = value as? Value else {
            throw Failure(.internalError, "a value of \(type) can't be made to read its schema")
        }
        return value
    }
}

private protocol ListType {
    static func element() throws -> Schema
    static var empty: Any { get }
}

extension Array: ListType where Element: Decodable {
    static func element() throws -> Schema { try Schema.of(Element.self) }
    static var empty: Any { Self() }
}

extension Set: ListType where Element: Decodable {
    static func element() throws -> Schema { try Schema.of(Element.self) }
    static var empty: Any { Self() }
}

private protocol MapType {
    static func element() throws -> Schema
    static var empty: Any { get }
}

extension Dictionary: MapType where Key == String, Value: Decodable {
    static func element() throws -> Schema { try Schema.of(Value.self) }
    static var empty: Any { Self() }
}

private protocol OptionalType {
    static func wrapped() throws -> Schema
    static var empty: Any { get }
}

extension Optional: OptionalType where Wrapped: Decodable {
    static func wrapped() throws -> Schema { try Schema.of(Wrapped.self) }
    static var empty: Any { Self.none as Any }
}
