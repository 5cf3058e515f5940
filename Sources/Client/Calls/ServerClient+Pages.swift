// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Wire

extension ServerClient {
    /// The most items that a page has.
    private static let pageSize = 1000

    /// The items of a list, page after page.
    ///
    /// - limit: nil for all of them.
    ///
    /// Throws `unexpected_answer` when a page leads back to one that was read.
    func list<Item: Codable & Sendable>(
        _ components: String..., query: [(String, String?)] = [], upTo limit: Int? = nil, of type: Item.Type = Item.self
    ) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        var seen: Set<String> = []
        repeat {
            let size = min(limit.map { $0 - items.count } ?? Self.pageSize, Self.pageSize)
            let paging = [("limit", String(size)), ("cursor", cursor)]
            let page: Page<Item> = try await call(.get, Self.target(components, query: query + paging))
            items += page.items
            cursor = page.next
            if let cursor, !seen.insert(cursor).inserted {
                throw Failure(
                    .unexpectedAnswer, "the server's list \(Self.target(components)) goes round in a circle",
                    metadata: [.init("cursor", cursor)])
            }
        } while cursor != nil && items.count < limit ?? .max
        return items
    }
}
