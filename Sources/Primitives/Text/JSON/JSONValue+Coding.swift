// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Any encodable value as a JSON document.
    package init(encoding value: some Encodable) throws {
        self = try JSONText.decode(JSONValue.self, from: try JSONText.encode(value))
    }

    /// The document as a typed value; throws `invalid_json` when it is not one.
    package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONText.decode(type, from: try JSONText.encode(self))
    }
}
