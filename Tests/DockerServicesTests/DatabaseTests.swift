// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Platforms
import Primitives
import Testing

/// Real databases on a real engine, as the catalog of known images describes them.
@Suite(
    .enabled(
        if: DockerDaemon.canRun && ServiceImages.canRun, "\(DockerDaemon.requirement); \(ServiceImages.requirement)"),
    .timeLimit(.minutes(4)))
struct DatabaseTests {
    @Test func postgresKeepsItsDataAndItsAddress() async throws {
        try await ServiceFixture.with { test in
            try await ServiceImages.prepare(in: test.daemon, test.engine)
            let db = try test.known("db", ServiceImages.postgres)
            let progress = ServiceProgress()
            let address = try await test.ensure(db, progress: progress)[0]
            #expect(address.onNetwork == Endpoint(host: "db", port: 5432) && address.onHost.host == "127.0.0.1")
            #expect(progress.all.last?.fraction == 1)
            // Ready means ready: no second try.
            #expect(try await test.query("CREATE TABLE t (a int); INSERT INTO t VALUES (42)", address) == "")
            let first = try await test.container("db")
            #expect(first.ports.map(\.address) == ["127.0.0.1"])

            // As described: left alone.
            #expect(try await test.ensure(db) == [address])
            #expect(try await test.container("db").id == first.id)

            // Described otherwise: replaced around the same data, at the same place.
            var other = db
            other.limits.memoryBytes = 512 << 20
            other.command = ["postgres", "-c", "work_mem=7MB"]
            #expect(try await test.ensure(other) == [address])
            #expect(try await test.container("db").id != first.id)
            #expect(try await test.query("SELECT a FROM t; SHOW work_mem", address) == "42\n7MB\n")
            #expect(try await test.services.status(of: test.target).map(\.state) == [.running])

            // No longer named: stopped, with its data kept.
            #expect(try await test.ensure() == [])
            #expect(try await test.services.status(of: test.target).map(\.state) == [.stopped])
            #expect(try await test.ensure(db) == [address])
            #expect(try await test.query("SELECT a FROM t", address) == "42\n")
            // It was stopped as it wants to be: nothing had to be recovered.
            let log = ReceivedLog()
            try await test.services.logs(of: "db", test.target, LogQuery()) { log.add($0) }
            #expect(log.lines.contains { $0.text.contains("ready to accept connections") && $0.process == "db" })
            #expect(!log.lines.contains { $0.text.contains("not properly shut down") })

            try await test.services.destroy(test.target)
            let labels = test.naming.labels(test.target)
            #expect(try await test.engine.containers(labels: labels).isEmpty)
            #expect(try await test.engine.volumes(labels: labels).isEmpty)
            #expect(try await test.engine.networks(labels: labels).isEmpty)
            try await test.services.destroy(test.target)
            let fresh = try await test.ensure(db)[0]
            #expect(try await test.query("SELECT a FROM t", fresh).contains("does not exist"))
        }
    }

    @Test func redisTakesItsPasswordUnseen() async throws {
        try await ServiceFixture.with { test in
            try await ServiceImages.prepare(in: test.daemon, test.engine)
            let cache = try test.known("cache", ServiceImages.redis)
            let address = try await test.ensure(cache)[0]
            func ask(_ words: String..., password: String = "p4ssw0rd") async throws -> String {
                try await test.run(
                    "/bin/sh", "-c",
                    "exec \(ServiceImages.redisClient) --no-auth-warning -a '\(password)' -p \(address.onHost.port) "
                        + words.joined(separator: " "))
            }
            #expect(try await ask("SET", "a", "42") == "OK\n")
            #expect(try await ask("GET", "a", password: "wrong").contains("NOAUTH"))
            let processes = try await test.engine.processes(of: test.naming.service("cache", of: test.target))
            #expect(processes.rows.contains { $0.contains { $0.contains("redis-server") } })
            #expect(!processes.rows.contains { $0.contains { $0.contains("p4ssw0rd") } })
            // Killed, it has lost nothing.
            try await test.engine.kill(test.naming.service("cache", of: test.target))
            try await until { try await test.container("cache").state.isRunning == false }
            #expect(try await test.ensure(cache) == [address])
            #expect(try await ask("GET", "a") == "42\n")
        }
    }

    @Test func oneFindsTheOtherByItsName() async throws {
        try await ServiceFixture.with { test in
            try await ServiceImages.prepare(in: test.daemon, test.engine)
            let db = try test.known("main-db", ServiceImages.postgres)
            let client = BackingService(
                name: "client", image: ServiceImages.postgres,
                command: [
                    "sh", "-c", "psql postgresql://app:p4ssw0rd@main-db:5432/app -Atc 'SELECT 40 + 2' && sleep 1000",
                ], port: 1, readyCommand: "true")
            try await test.ensure(db, client)
            let log = ReceivedLog()
            let reading = Task {
                try await test.services.logs(of: "client", test.target, LogQuery(follow: true)) { log.add($0) }
            }
            try await until { log.lines.contains { $0.text == "42" } }
            reading.cancel()
        }
    }

    @Test func aDatabaseThatCantBeginSaysWhy() async throws {
        try await ServiceFixture.with { test in
            try await ServiceImages.prepare(in: test.daemon, test.engine)
            var db = try test.known("db", ServiceImages.postgres)
            db.environment["POSTGRES_PASSWORD"] = nil
            let failure = await expectFailure("service_not_ready") { try await test.ensure(db) }
            #expect(
                failure?.metadata.contains { $0.key == "log" && $0.value.contains("password is not specified") } == true
            )
            // Corrected, it comes up.
            try await test.ensure(try test.known("db", ServiceImages.postgres))
        }
    }
}
