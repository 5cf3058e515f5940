// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// Which API tokens to list, and in which order.
package struct TokenFilter: Sendable, Hashable {
    package enum Key: String, ListKey {
        case name
        case createdAt = "created_at"
    }

    /// Nil for everybody's.
    package var owner: UserID?
    package var order: ListOrder<Key>

    package init(owner: UserID? = nil, order: ListOrder<Key> = ListOrder(.createdAt, descending: true)) {
        self.owner = owner
        self.order = order
    }

    /// The place behind a token in this order.
    package func place(after token: APIToken) -> ListPlace {
        let value: SQLValue =
            switch order.key {
            case .name: .text(token.name)
            case .createdAt: .time(token.createdAt)
            }
        return ListPlace(value: value, id: token.id.description)
    }
}
