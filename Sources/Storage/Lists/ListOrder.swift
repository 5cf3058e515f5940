// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// How a list is sorted, and how much of it is wanted.
package struct ListOrder<Key: ListKey>: Sendable, Hashable {
    package var key: Key
    package var descending: Bool
    package var after: ListPlace?
    /// 1 to 1001: a page of 1000 asks for one more to know whether another follows.
    package var limit: Int

    package init(_ key: Key, descending: Bool = false, after: ListPlace? = nil, limit: Int = 50) {
        self.key = key
        self.descending = descending
        self.after = after
        self.limit = limit
    }

    /// Reads a request's `sort` (`name`, `-created_at`), `cursor` and `limit`; throws `invalid_argument`.
    package init(sort: String?, cursor: String?, limit: Int?, fallback: Key) throws(Failure) {
        let descending = sort?.hasPrefix("-") ?? false
        let name = (sort ?? fallback.rawValue).dropFirst(descending ? 1 : 0)
        guard let key = Key(rawValue: String(name)) else {
            throw Failure(
                .invalidArgument, "a list of these can't be sorted by '\(name.prefix(100))'",
                hint: "use \(Key.allCases.map(\.rawValue).joined(separator: " or ")), with - before it for descending")
        }
        guard (1...1000).contains(limit ?? 50) else {
            throw Failure(.invalidArgument, "'\(limit ?? 0)' is no limit", hint: "use 1 to 1000")
        }
        let after = try cursor.map(ListPlace.init(cursor:))
        // PostgreSQL refuses to compare text with numbers.
        if let after, let cursor, after.isOfNumbers != key.isNumber { throw ListPlace.foreign(cursor) }
        self.init(key, descending: descending, after: after, limit: limit ?? 50)
    }

    /// The condition, or nil for the first page, the ending of a query, and what both take.
    var clauses: (condition: String?, ending: String, parameters: [SQLValue]) {
        let (column, direction) = (key.rawValue, descending ? "DESC" : "ASC")
        return (
            after.map { _ in "(\(column), id) \(descending ? "<" : ">") (?, ?)" },
            "ORDER BY \(column) \(direction), id \(direction) LIMIT ?",
            (after.map { [$0.value, .text($0.id)] } ?? []) + [.integer(min(max(limit, 1), 1001))]
        )
    }
}

/// The columns that a list may be sorted by, under the names that requests use.
package protocol ListKey: RawRepresentable, CaseIterable, Sendable, Hashable where RawValue == String {}

extension ListKey {
    /// Whether the column holds times, or else texts.
    fileprivate var isNumber: Bool { rawValue.hasSuffix("_at") }
}
