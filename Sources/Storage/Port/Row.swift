// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One row of a result, read by column name with the type that is expected there.
package struct Row: Sendable {
    private let names: ColumnNames
    package let values: [SQLValue]

    /// The values are those of the columns, in their order. Rows of one result share the names.
    package init(_ names: ColumnNames, _ values: [SQLValue]) {
        self.names = names
        self.values = values
    }

    package var columns: [String] { names.all }

    /// The raw value; throws `corrupt_data` when there is no such column.
    package func value(_ column: String) throws -> SQLValue {
        guard let index = names.index(of: column) else {
            throw Failure(
                .corruptData, "the result has no column '\(column)', only \(columns.joined(separator: ", "))")
        }
        return values[index]
    }

    package func text(_ column: String) throws -> String {
        guard let text = try optionalText(column) else { throw mismatch(column, "text", .null) }
        return text
    }

    package func optionalText(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case let other: throw mismatch(column, "text", other)
        }
    }

    package func integer(_ column: String) throws -> Int64 {
        guard let number = try optionalInteger(column) else { throw mismatch(column, "an integer", .null) }
        return number
    }

    package func optionalInteger(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .null: nil
        case .integer(let number): number
        case let other: throw mismatch(column, "an integer", other)
        }
    }

    package func real(_ column: String) throws -> Double {
        switch try value(column) {
        case .real(let number): number
        case .integer(let number): Double(number)
        case let other: throw mismatch(column, "a number", other)
        }
    }

    package func bytes(_ column: String) throws -> [UInt8] {
        guard case .bytes(let bytes) = try value(column) else { throw mismatch(column, "bytes", try value(column)) }
        return bytes
    }

    package func flag(_ column: String) throws -> Bool { try integer(column) != 0 }

    package func time(_ column: String) throws -> Timestamp {
        Timestamp(millisecondsSinceEpoch: try integer(column))
    }

    package func optionalTime(_ column: String) throws -> Timestamp? {
        try optionalInteger(column).map(Timestamp.init(millisecondsSinceEpoch:))
    }

    package func id<Subject>(_ column: String) throws -> Identifier<Subject> {
        let text = try text(column)
        guard let id = Identifier<Subject>(text) else { throw mismatch(column, "a UUID", .text(text)) }
        return id
    }

    package func optionalID<Subject>(_ column: String) throws -> Identifier<Subject>? {
        guard try optionalText(column) != nil else { return nil }
        return try id(column)
    }

    /// A JSON column decoded to its type.
    package func json<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONText.decode(type, from: try text(column))
    }

    package func optionalJSON<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value? {
        try optionalText(column).map { try JSONText.decode(type, from: $0) }
    }

    /// A JSON column with any value, which is read faster.
    package func json(_ column: String) throws -> JSONValue { try JSONText.parse(try text(column)) }

    package func optionalJSON(_ column: String) throws -> JSONValue? {
        try optionalText(column).map { try JSONText.parse($0) }
    }

    /// A JSON column as its text.
    package func document(_ column: String) throws -> JSONDocument { .stored(try text(column)) }

    package func optionalDocument(_ column: String) throws -> JSONDocument? {
        try optionalText(column).map(JSONDocument.stored)
    }

    /// A column that holds the raw value of an enumeration.
    package func choice<Value: RawRepresentable>(_ column: String, as type: Value.Type = Value.self) throws -> Value
    where Value.RawValue == String {
        let text = try text(column)
        guard let value = Value(rawValue: text) else { throw mismatch(column, "a \(type)", .text(text)) }
        return value
    }

    private func mismatch(_ column: String, _ expected: String, _ found: SQLValue) -> Failure {
        Failure(.corruptData, "column '\(column)' should hold \(expected) but holds \(found)")
    }
}
