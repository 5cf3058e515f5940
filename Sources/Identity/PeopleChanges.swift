// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

/// How often something about people changed: what was read under a smaller number may be old.
package final class PeopleChanges: Sendable {
    private let number = Atomic<UInt64>(0)

    init(of database: any Database) {
        database.subscribe(.identity) { [weak self] in self?.note() }
    }

    package var count: UInt64 { number.load(ordering: .acquiring) }

    func note() { number.add(1, ordering: .acquiringAndReleasing) }
}
