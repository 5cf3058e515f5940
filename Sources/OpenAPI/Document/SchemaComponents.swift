// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The named schemas of a document, found while what refers to them is written.
struct SchemaComponents {
    private(set) var schemas: [String: JSONValue] = [:]

    mutating func json(_ schema: Schema) -> JSONValue {
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
        case .array(let element): return ["type": "array", "items": json(element)]
        case .map(let element): return ["type": "object", "additionalProperties": json(element)]
        case .object(let object): return json(object)
        case .named(let name, let schema):
            if schemas[name] == nil {
                // Taken before it is written, for schemas that contain themselves.
                schemas[name] = [:]
                schemas[name] = json(schema)
            }
            return ["$ref": .string("#/components/schemas/\(name)")]
        case .optional(let schema): return ["anyOf": [json(schema), ["type": "null"]]]
        case .oneOf(let schemas): return ["oneOf": .array(schemas.map { json($0) })]
        }
    }

    private mutating func json(_ object: ObjectSchema) -> JSONValue {
        var json: [String: JSONValue] = ["type": "object"]
        var properties: [String: JSONValue] = [:]
        for member in object.members { properties[member.name] = self.json(member.schema) }
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
