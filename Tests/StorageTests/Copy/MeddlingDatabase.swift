// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

/// A database in which somebody changes something between two reads, once asked to.
final class MeddlingDatabase: Database {
    private let base: any Database
    private let change: @Sendable (any WriteConnection) throws -> Void
    private let isWanted = Atomic<Bool>(false)

    init(_ base: any Database, _ change: @escaping @Sendable (any WriteConnection) throws -> Void) {
        self.base = base
        self.change = change
    }

    func meddle() { isWanted.store(true, ordering: .relaxed) }

    var dialect: SQLDialect { base.dialect }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any ReadConnection) throws -> Value) async throws -> Value {
        if isWanted.exchange(false, ordering: .relaxed) { try await base.write { [change] in try change($0) } }
        return try await base.read(body)
    }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await base.write(body)
    }

    func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) { base.subscribe(topic, action) }

    func close() async { await base.close() }
}
