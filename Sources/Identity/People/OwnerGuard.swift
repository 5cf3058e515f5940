// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Sees to it that a change leaves somebody who may do everything. All writes of all nodes come one after the other, so
/// two that each leave one owner can't leave none together.
struct OwnerGuard {
    private let before: Int

    init(on connection: any ReadConnection) throws {
        before = try GrantStore().enabledHolders(of: .owner, on: connection)
    }

    /// Throws `last_owner` when the change took the last one.
    func check(on connection: any ReadConnection) throws {
        guard before > 0, try GrantStore().enabledHolders(of: .owner, on: connection) == 0 else { return }
        throw Failure(
            .lastOwner, "nobody would be left who may do everything", hint: "make somebody else an owner before")
    }
}
