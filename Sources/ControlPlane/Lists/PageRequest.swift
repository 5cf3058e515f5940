// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Primitives
import Wire

/// Which page of a list is asked for.
struct PageRequest: Sendable, Hashable {
    var limit: Int
    /// What the page before said is next.
    var cursor: String?
    /// The field to order by, nil for the list's own order.
    var sort: String?
    var isDescending = false
}

extension Call {
    /// The page that the query asks for, `limit` 50 when nothing is said; throws `invalid_argument`.
    var page: PageRequest {
        get throws {
            var page = PageRequest(limit: try query(.limit) ?? 50, cursor: try query(.cursor))
            if operation.query.contains(where: { $0.name == "sort" }),
                let sort = try exchange.request.query["sort"].map(readSort)
            {
                page.isDescending = sort.hasPrefix("-")
                page.sort = page.isDescending ? String(sort.dropFirst()) : sort
            }
            return page
        }
    }

    private func readSort(_ text: String) throws -> String {
        for case let parameter as QueryParameter<String> in operation.query where parameter.name == "sort" {
            return try parameter.read(text)
        }
        return text
    }
}

/// A field that a list can be ordered by, and how it is read from an item: as text whose order is the field's.
struct SortField<Item>: Sendable {
    let name: String
    let key: @Sendable (Item) -> String

    init(_ name: String, _ key: @escaping @Sendable (Item) -> String) {
        self.name = name
        self.key = key
    }

    init(_ name: String, time: @escaping @Sendable (Item) -> Timestamp?) {
        self.init(name) { item in Self.padded(time(item)?.millisecondsSinceEpoch ?? 0) }
    }

    init(_ name: String, number: @escaping @Sendable (Item) -> Int) {
        self.init(name) { item in Self.padded(Int64(number(item))) }
    }

    private static func padded(_ number: Int64) -> String {
        let digits = String(UInt64(bitPattern: number) ^ (1 << 63))
        return String(repeating: "0", count: 20 - digits.count) + digits
    }
}

extension PageRequest {
    /// The page of a list that is in memory. The first field is the order when none is asked for; `id` tells apart items
    /// that are equal in it. Items that come or go between two pages are neither doubled nor make others be missed.
    ///
    /// Throws `invalid_cursor`.
    func page<Item: Codable & Sendable>(
        of items: [Item], by fields: [SortField<Item>], id: (Item) -> String
    ) throws -> Page<Item> {
        guard let field = fields.first(where: { $0.name == sort ?? fields.first?.name }) else {
            return Page(items: Array(items.prefix(limit)))
        }
        let place = try cursor.map { try PageCursor($0) }
        if let place, place.order != order(field.name) {
            throw Failure(.invalidCursor, "the cursor is of another order", hint: "keep the sort for all pages")
        }
        var keyed = items.map { (key: field.key($0), id: id($0), item: $0) }
        keyed.sort { isDescending ? ($0.key, $0.id) > ($1.key, $1.id) : ($0.key, $0.id) < ($1.key, $1.id) }
        if let place {
            keyed.removeAll {
                isDescending ? ($0.key, $0.id) >= (place.key, place.id) : ($0.key, $0.id) <= (place.key, place.id)
            }
        }
        let shown = keyed.prefix(limit)
        let next =
            shown.count < keyed.count
            ? shown.last.map { PageCursor(order: order(field.name), key: $0.key, id: $0.id) } : nil
        return Page(items: shown.map(\.item), next: try next?.text())
    }

    /// The page of a stored list of which one item more than is shown was asked for: it says whether there is a next page.
    ///
    /// - place: where a page begins that goes on behind the item.
    func page<Item: Codable & Sendable>(
        of found: consuming [Item], in list: String, place: (Item) -> String
    ) throws -> Page<Item> {
        guard found.count > limit else { return Page(items: found) }
        found.removeLast(found.count - limit)
        let next = try found.last.map { try PageCursor(order: list, id: place($0)).text() }
        return Page(items: found, next: next)
    }

    /// The place in a stored list that the cursor stands for, nil for the beginning; throws `invalid_cursor`.
    func place<Place>(in list: String, _ read: (String) -> Place?) throws -> Place? {
        guard let cursor = try cursor.map({ try PageCursor($0) }) else { return nil }
        guard cursor.order == list, let place = read(cursor.id) else {
            throw Failure(
                .invalidCursor, "the cursor is of another list", hint: "use the 'next' of the page before")
        }
        return place
    }

    private func order(_ field: String) -> String { (isDescending ? "-" : "") + field }
}

/// Where a page ended: opaque to clients.
struct PageCursor: Codable, Hashable {
    var order: String
    var key: String
    var id: String

    private enum CodingKeys: String, CodingKey {
        case order = "o"
        case key = "k"
        case id = "i"
    }

    init(order: String, key: String = "", id: String) {
        self.order = order
        self.key = key
        self.id = id
    }

    /// Throws `invalid_cursor`.
    init(_ text: String) throws {
        guard let bytes = Base64URL.bytes(text), let cursor = try? JSONText.decode(Self.self, from: bytes) else {
            throw Failure(
                .invalidCursor, "'\(text.prefix(100))' is no cursor", hint: "use the 'next' of the page before, or none"
            )
        }
        self = cursor
    }

    func text() throws -> String { Base64URL.text(try JSONText.bytes(of: self)) }
}
