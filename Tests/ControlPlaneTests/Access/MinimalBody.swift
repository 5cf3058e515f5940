// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Makes the smallest body that an operation takes, of what the document says about it.
struct MinimalBody {
    let document: JSONValue

    /// Nil when the operation takes none; the media type goes with it.
    func body(ofOperation name: String) -> (type: String, text: String)? {
        for (_, item) in document["paths"]?.object ?? [:] {
            for (_, operation) in item.object ?? [:] where operation["operationId"]?.string == name {
                guard let content = operation["requestBody"]?["content"]?.object?.first else { return nil }
                guard content.key == "application/json", let schema = content.value["schema"] else {
                    return (content.key, "x")
                }
                return (content.key, text(value(of: schema)))
            }
        }
        return nil
    }

    private func text(_ value: JSONValue) -> String { (try? JSONText.encode(value)) ?? "null" }

    private func value(of schema: JSONValue) -> JSONValue {
        if let reference = schema["$ref"]?.string {
            let name = String(reference.split(separator: "/").last ?? "")
            return value(of: document["components"]?["schemas"]?[name] ?? [:])
        }
        if let first = schema["anyOf"]?.array?.first ?? schema["oneOf"]?.array?.first { return value(of: first) }
        switch schema["type"]?.string {
        case "object":
            let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
            let members = (schema["properties"]?.object ?? [:]).filter { required.contains($0.key) }
            return .object(members.mapValues { value(of: $0) })
        case "array": return []
        case "boolean": return false
        case "integer", "number": return schema["minimum"] ?? 0
        case "string":
            if let known = schema["enum"]?.array?.first ?? schema["examples"]?.array?.first { return known }
            switch schema["format"]?.string {
            case "date-time": return "2026-01-01T00:00:00.000Z"
            case "uuid": return "01890000-0000-7000-8000-000000000000"
            default: return .string(String(repeating: "a", count: Int(max(schema["minLength"]?.integer ?? 1, 1))))
            }
        default: return [:]
        }
    }
}
