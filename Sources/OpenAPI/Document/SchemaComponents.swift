// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The named schemas of a document, found while what refers to them is written.
///
/// Objects in requests have no members but those described, and the document says so. Those in answers may get more with a
/// later version. What travels both ways has a schema for each: `Grant`, and `GrantInput` for requests.
struct SchemaComponents {
    private(set) var schemas: [String: JSONValue] = [:]
    /// The names that answers use.
    private var answered: Set<String> = []

    /// - answers: everything that the document's answers consist of.
    init(answers: [Schema]) {
        for schema in answers { _ = json(schema) }
        answered = Set(schemas.keys)
    }

    /// - isClosed: for requests.
    mutating func json(_ schema: Schema, isClosed: Bool = false) -> JSONValue {
        switch schema {
        case .any: return [:]
        case .boolean: return ["type": "boolean"]
        case .integer(let range):
            var json: [String: JSONValue] = ["type": "integer"]
            if let range {
                json["minimum"] = .integer(range.lowerBound)
                json["maximum"] = .integer(range.upperBound)
            }
            return .object(json)
        case .number: return ["type": "number"]
        case .string(let rules): return Self.json(rules)
        case .choice(let names): return ["type": "string", "enum": .array(names.map(JSONValue.string))]
        case .array(let element): return ["type": "array", "items": json(element, isClosed: isClosed)]
        case .map(let element):
            return ["type": "object", "additionalProperties": json(element, isClosed: isClosed)]
        case .object(let object): return json(object, isClosed)
        case .named(let bare, let schema):
            let name = isClosed && schema.hasMembers && answered.contains(bare) ? bare + "Input" : bare
            if schemas[name] == nil {
                // Taken before it is written, for schemas that contain themselves.
                schemas[name] = [:]
                schemas[name] = json(schema, isClosed: isClosed)
            }
            return ["$ref": .string("#/components/schemas/\(name)")]
        case .optional(let schema): return ["anyOf": [json(schema, isClosed: isClosed), ["type": "null"]]]
        case .oneOf(let schemas): return ["oneOf": .array(schemas.map { json($0, isClosed: isClosed) })]
        }
    }

    private mutating func json(_ object: ObjectSchema, _ isClosed: Bool) -> JSONValue {
        var json: [String: JSONValue] = ["type": "object"]
        if isClosed { json["additionalProperties"] = false }
        var properties: [String: JSONValue] = [:]
        for member in object.members { properties[member.name] = self.json(member.schema, isClosed: isClosed) }
        if !properties.isEmpty { json["properties"] = .object(properties) }
        let required = object.members.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { json["required"] = .array(required) }
        return .object(json)
    }

    private static func json(_ rules: StringRules) -> JSONValue {
        var json: [String: JSONValue] = ["type": "string"]
        if let format = rules.format { json["format"] = .string(format) }
        if let pattern = rules.pattern { json["pattern"] = .string(pattern) }
        if let length = rules.length {
            json["minLength"] = .integer(Int64(length.lowerBound))
            json["maxLength"] = .integer(Int64(length.upperBound))
        }
        if let example = rules.example { json["examples"] = [.string(example)] }
        return .object(json)
    }
}

extension Schema {
    /// Whether there is an object with known members in it.
    fileprivate var hasMembers: Bool {
        switch self {
        case .object: true
        case .array(let inner), .map(let inner), .optional(let inner), .named(_, let inner): inner.hasMembers
        case .oneOf(let schemas): schemas.contains(where: \.hasMembers)
        case .any, .boolean, .integer, .number, .string, .choice: false
        }
    }
}
