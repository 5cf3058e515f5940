// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The place after one row of a sorted list: what the list is sorted by there, and the row's ID for where that is equal.
///
/// The next page begins behind it whatever came or went meanwhile.
package struct ListPlace: Sendable, Hashable {
    /// Text or a whole number.
    package var value: SQLValue
    package var id: String

    package init(value: SQLValue, id: String) {
        self.value = value
        self.id = id
    }

    /// Reads what ``cursor`` wrote; throws `invalid_argument` for anything else.
    package init(cursor: String) throws(Failure) {
        let parts = cursor.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        switch (parts.count, parts.first) {
        case (3, "t"): self.init(value: .text(String(parts[2])), id: String(parts[1]))
        case (3, "n"):
            guard let number = Int64(parts[2]) else { throw Self.foreign(cursor) }
            self.init(value: .integer(number), id: String(parts[1]))
        default: throw Self.foreign(cursor)
        }
    }

    /// As text for the next request.
    package var cursor: String {
        switch value {
        case .text(let text): "t:\(id):\(text)"
        case .integer(let number): "n:\(id):\(number)"
        case .null, .real, .bytes: "t:\(id):"
        }
    }

    var isOfNumbers: Bool { if case .integer = value { true } else { false } }

    static func foreign(_ cursor: String) -> Failure {
        Failure(
            .invalidArgument, "'\(cursor.prefix(100))' is no cursor of this list",
            hint: "give what the page before had as 'next', with the same sort and filters")
    }
}
