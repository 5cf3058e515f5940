// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Wire

extension ServerClient {
    /// The most items that a page has.
    private static let pageSize = 1000

    /// The items of a list, page after page.
    ///
    /// - limit: nil for all of them.
    func list<Item: Codable & Sendable>(
        _ components: String..., query: [(String, String?)] = [], upTo limit: Int? = nil, of type: Item.Type = Item.self
    ) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let size = min(limit.map { $0 - items.count } ?? Self.pageSize, Self.pageSize)
            let paging = [("limit", String(size)), ("cursor", cursor)]
            let page: Page<Item> = try await call(.get, Self.target(components, query: query + paging))
            items += page.items
            cursor = page.next
        } while cursor != nil && items.count < limit ?? .max
        return items
    }
}
