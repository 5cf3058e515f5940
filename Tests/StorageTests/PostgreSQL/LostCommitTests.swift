// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Connections that end in the middle of a transaction or of its commit: each write happens once, and its caller is told.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: scripts/setup --test"))
struct LostCommitTests {
    /// A write that would show if it were done twice, and counts how often it was begun.
    private func addRow(_ database: PostgreSQLDatabase, _ begun: Tally) async throws {
        try await database.write { connection in
            _ = begun.up()
            try connection.execute("INSERT INTO items (id) SELECT COALESCE(MAX(id), 0) + 1 FROM items")
        }
    }

    @Test(arguments: [(CuttingProxy.Cut.before, 2), (.after, 1)])
    func `a commit whose answer is lost is settled, not guessed`(cut: CuttingProxy.Cut, begun expected: Int)
        async throws
    {
        try await PostgreSQLFixture.with { fixture in
            try await TemporaryDirectory.with { folder in
                let proxy = try CuttingProxy(folder: folder, server: fixture.folder)
                defer { proxy.end() }
                try await fixture.node(at: fixture.url(through: folder)) { database in
                    try await DatabaseConformance.makeTable(database)
                    let begun = Tally()
                    proxy.cutNextCommit(cut)
                    try await addRow(database, begun)
                    #expect(proxy.isCut)
                    #expect(begun.count == expected)
                    #expect(try await DatabaseConformance.identifiers(database) == [1])
                }
            }
        }
    }

    @Test func `a commit is found again though the writer's mark was removed before it`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await TemporaryDirectory.with { folder in
                let proxy = try CuttingProxy(folder: folder, server: fixture.folder)
                defer { proxy.end() }
                try await fixture.node(at: fixture.url(through: folder)) { database in
                    try await DatabaseConformance.makeTable(database)
                    try fixture.aside("DELETE FROM commit_marks")
                    proxy.cutNextCommit(.after)
                    try await addRow(database, Tally())
                    #expect(try await DatabaseConformance.identifiers(database) == [1])
                }
            }
        }
    }

    @Test func `a group whose session is ended in its middle is run again as a whole`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { database in
                try await DatabaseConformance.makeTable(database)
                let begun = Tally()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...20 {
                        group.addTask {
                            try await database.write { connection in
                                try DatabaseConformance.insert(id, connection)
                                if id == 10, begun.up() == 1 {
                                    _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid()) AS gone")
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(begun.count == 2)
                #expect(try await DatabaseConformance.identifiers(database) == (1...20).map { Int64($0) })
            }
        }
    }

    @Test func `what could not begin leaves the writer as good as new`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { one in
                try await fixture.node { other in
                    try await DatabaseConformance.makeTable(one)
                    let (gate, started) = (BlockingQueue<Bool>(), Latch())
                    async let holding: Void = one.write { _ in
                        started.open()
                        _ = gate.take(atMost: 1)
                    }
                    await started.wait()
                    let refused = Task {
                        await #expect(throws: Failure.self) {
                            try await other.write { try DatabaseConformance.insert(1, $0) }
                        }
                    }
                    let isWaiting = "wait_event = 'advisory' AND datname = current_database()"
                    try await fixture.wait(until: "EXISTS (SELECT 1 FROM pg_stat_activity WHERE \(isWaiting))")
                    try fixture.aside("SELECT pg_cancel_backend(pid)::text FROM pg_stat_activity WHERE \(isWaiting)")
                    #expect(await refused.value?.code == .databaseBusy)
                    _ = gate.put(true)
                    try await holding
                    try await other.write { try DatabaseConformance.insert(2, $0) }
                    #expect(try await DatabaseConformance.identifiers(other) == [2])
                }
            }
        }
    }

    @Test func `a write that ends its transaction itself is refused, with all that follows`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { database in
                try await DatabaseConformance.makeTable(database)
                let failure = await #expect(throws: Failure.self) {
                    try await database.write { connection in
                        _ = try? connection.execute("ROLLBACK")
                        try DatabaseConformance.insert(1, connection)
                    }
                }
                #expect(failure?.code == .databaseFailed)
                try await database.write { try DatabaseConformance.insert(2, $0) }
                #expect(try await DatabaseConformance.identifiers(database) == [2])
            }
        }
    }

    @Test func `a node that stops in a transaction does not stop the others`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { stopped in
                try await fixture.node { other in
                    try await DatabaseConformance.makeTable(stopped)
                    let (gate, started) = (BlockingQueue<Bool>(), Latch())
                    async let held: Void = stopped.write { connection in
                        try DatabaseConformance.insert(1, connection)
                        started.open()
                        _ = gate.take(atMost: 1)
                    }
                    await started.wait()
                    // Returns while the first is still in its transaction, as it sees it.
                    try await other.write { try DatabaseConformance.insert(2, $0) }
                    #expect(try await DatabaseConformance.identifiers(other) == [2])
                    _ = gate.put(true)
                    gate.close()
                    try await held
                    #expect(try await DatabaseConformance.identifiers(other) == [1, 2])
                }
            }
        }
    }
}
