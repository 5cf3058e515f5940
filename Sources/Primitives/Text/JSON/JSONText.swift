// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// JSON text to values and back, with the product's own settings: sorted keys, slashes left alone.
package enum JSONText {
    /// UTF-8 JSON of a value on one line.
    package static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSONWriter.bytes(of: value), as: UTF8.self)
    }

    /// The same as bytes.
    package static func bytes(of value: some Encodable) throws -> [UInt8] { try JSONWriter.bytes(of: value) }

    /// UTF-8 JSON of a value indented for people.
    package static func encodePretty(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// A value from JSON bytes; throws `invalid_json` with the decoder's own position and reason.
    package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw Failure(.invalidJSON, "the JSON can't be read as \(type): \(explain(error))")
        }
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try decode(type, from: text.utf8)
    }

    /// Any JSON document; throws `invalid_json` with the place in bytes.
    package static func parse(_ text: String) throws -> JSONValue {
        var text = text
        return try text.withUTF8 { try JSONParser.parse($0) }
    }

    private static func explain(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.isEmpty
                ? "at the top" : "at " + context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(key.stringValue) is missing \(place(context))"
        case .typeMismatch(let type, let context): return "expected \(type) \(place(context))"
        case .valueNotFound(let type, let context): return "null where \(type) was expected \(place(context))"
        case .dataCorrupted(let context): return "\(context.debugDescription) \(place(context))"
        @unknown default: return String(describing: error)
        }
    }
}

extension FailureCode {
    package static let invalidJSON = FailureCode("invalid_json", .invalid)
}
