// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

/// A transaction that stays open until it is released. It is at work meanwhile: the server ends the session of one that
/// stands still.
final class HeldTransaction: Sendable {
    private let begun = Latch()
    private let isReleased = Atomic<Bool>(false)

    /// To be called in the transaction.
    func hold(_ connection: any WriteConnection) throws {
        begun.open()
        while !isReleased.load(ordering: .acquiring) { _ = try connection.rows("SELECT pg_sleep(0.01)::text AS slept") }
    }

    func hasBegun() async { await begun.wait() }
    func release() { isReleased.store(true, ordering: .releasing) }
}
