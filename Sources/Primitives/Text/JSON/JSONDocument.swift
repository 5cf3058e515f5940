// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A JSON document as its text, which is passed on as it is: what the store holds is mostly read to be sent to somebody, who
/// then need not wait until it was taken apart and put together again.
///
/// Documents are equal when their texts are. Those that this product writes have one text for each value: it is on one line,
/// members are sorted, and a number is spelled one way.
package struct JSONDocument: Sendable, Hashable {
    package let text: String

    private init(text: String) { self.text = text }

    /// Throws `EncodingError` for what JSON has no text for, e.g. an infinite number.
    package init(encoding value: some Encodable) throws { text = try JSONText.encode(value) }

    package static let null = JSONDocument(text: "null")

    /// Text that ``text`` gave before, from where nobody else writes: it is not looked at.
    package static func stored(_ text: String) -> JSONDocument { JSONDocument(text: text) }

    /// Throws `invalid_json`.
    package func value() throws -> JSONValue { try JSONText.parse(text) }

    /// The document as its type; throws `invalid_json` when it is another.
    package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONText.decode(type, from: text)
    }

    /// A member's value; nil when the document is no object or has none of this name.
    package subscript(key: String) -> JSONValue? { (try? value())?[key] }
}

extension JSONDocument: Codable {
    package init(from decoder: any Decoder) throws { try self.init(encoding: try JSONValue(from: decoder)) }

    package func encode(to encoder: any Encoder) throws { try value().encode(to: encoder) }
}
