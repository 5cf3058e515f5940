// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A value in a SQL parameter or column.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

extension SQLValue {
    /// Throws `invalid_argument` for text with a NUL, which not every database can hold: foreign text that may have one
    /// belongs into a column of bytes.
    package func checkText() throws(Failure) {
        guard case .text(let text) = self, text.utf8.contains(0) else { return }
        throw Failure(
            .invalidArgument, "text with a NUL character can't be stored", hint: "take the character out")
    }

    package static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    package static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
    package static func id<Subject>(_ value: Identifier<Subject>) -> SQLValue { .text(value.description) }
    package static func id<Subject>(_ value: Identifier<Subject>?) -> SQLValue { value.map(SQLValue.id) ?? .null }
    /// Times are stored as milliseconds since the epoch.
    package static func time(_ value: Timestamp) -> SQLValue { .integer(value.millisecondsSinceEpoch) }
    package static func time(_ value: Timestamp?) -> SQLValue { value.map(SQLValue.time) ?? .null }
    /// A value as JSON text.
    package static func json(_ value: some Encodable) throws -> SQLValue { .text(try JSONText.encode(value)) }
    package static func json(_ value: (some Encodable)?) throws -> SQLValue { try value.map { try .json($0) } ?? .null }
}
