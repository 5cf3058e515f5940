// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// Which people to list, and in which order.
package struct UserFilter: Sendable, Hashable {
    package enum Key: String, ListKey {
        case name
        case createdAt = "created_at"
    }

    package var disabled: Bool?
    package var team: UserName?
    package var order: ListOrder<Key>

    package init(disabled: Bool? = nil, team: UserName? = nil, order: ListOrder<Key> = ListOrder(.name)) {
        self.disabled = disabled
        self.team = team
        self.order = order
    }

    /// The place behind a person in this order.
    package func place(after user: User) -> ListPlace {
        let value: SQLValue =
            switch order.key {
            case .name: .text(user.name.text)
            case .createdAt: .time(user.createdAt)
            }
        return ListPlace(value: value, id: user.id.description)
    }
}
