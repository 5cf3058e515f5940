// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// In which order to list the teams.
package struct TeamFilter: Sendable, Hashable {
    package enum Key: String, ListKey {
        case name
        case createdAt = "created_at"
    }

    package var order: ListOrder<Key>

    package init(order: ListOrder<Key> = ListOrder(.name)) { self.order = order }

    /// The place behind a team in this order.
    package func place(after team: Team) -> ListPlace {
        let value: SQLValue =
            switch order.key {
            case .name: .text(team.name.text)
            case .createdAt: .time(team.createdAt)
            }
        return ListPlace(value: value, id: team.id.description)
    }
}
