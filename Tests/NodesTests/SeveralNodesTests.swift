// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import Processes
import Storage
import TestKit
import Testing
import Workflows

/// Real processes over a real database: whatever happens to one, no run is lost and none is done twice.
@Suite(.serialized, .enabled(if: PostgresServer.shared != nil, "needs PostgreSQL: run scripts/test"))
struct SeveralNodesTests {
    @Test func workFlowsToAnyNode() async throws {
        try await NodeCluster.with { cluster in
            for name in ["a", "b", "c"] { try await cluster.start(name) }
            var runs: [Run] = []
            for number in 0..<30 { runs.append(try await cluster.submit("slow", "thing/\(number)")) }
            try await cluster.verify(runs)
            let workers = Set(try cluster.effects().map(\.node))
            #expect(workers == ["a", "b", "c"], "not every node worked: \(workers)")
        }
    }

    @Test func anotherNodeGoesOnWithTheRunsOfOneThatWasKilled() async throws {
        try await NodeCluster.with { cluster in
            let first = try await cluster.start("first")
            var runs: [Run] = []
            for number in 0..<6 { runs.append(try await cluster.submit("slow", "thing/\(number)")) }
            let bound = try await cluster.submit("local", "place/1")
            try await cluster.waitForEffect(of: "first", on: bound.id)
            kill(first.processID, SIGKILL)
            try await cluster.start("second")
            try await cluster.verify(runs)
            #expect(try cluster.effects().contains { $0.node == "second" })
            // What has its effects on a machine waits for that machine.
            #expect(try await !cluster.client.run(bound.id).state.isTerminal)
            try await cluster.start("first")
            try await cluster.verify([bound])
            #expect(try cluster.effects().filter { $0.run == "\(bound.id)" }.allSatisfy { $0.node == "first" })
        }
    }

    @Test func aHolderThatWasStoppedPastItsLeaseDoesNothingWhenItWakes() async throws {
        try await NodeCluster.with { cluster in
            let sleeper = try await cluster.start("sleeper")
            let run = try await cluster.submit("slow", "thing/1")
            try await cluster.waitForEffect(of: "sleeper", on: run.id)
            try await cluster.stop(sleeper)
            let before = try cluster.effects().count { $0.node == "sleeper" }
            try await cluster.start("other")
            try await cluster.waitForEffect(of: "other", on: run.id)
            kill(sleeper.processID, SIGCONT)
            try await cluster.verify([run])
            // Nothing after it woke, although it was in the middle of a step.
            #expect(try cluster.effects().count { $0.node == "sleeper" } == before)
            // It is a good node again.
            let next = try await cluster.submit("local", "place/1", node: "sleeper")
            try await cluster.verify([next])
        }
    }

    @Test func threeNodesKilledInTurnLoseNothing() async throws {
        try await NodeCluster.with { cluster in
            var nodes: [String: Child] = [:]
            for name in ["a", "b", "c"] { nodes[name] = try await cluster.start(name) }
            var runs: [Run] = []
            for round in 0..<6 {
                for number in 0..<5 { runs.append(try await cluster.submit("slow", "thing/\(round)-\(number)")) }
                let name = ["a", "b", "c"][round % 3]
                try await Task.sleep(for: .milliseconds(UInt64.random(in: 50...600)))
                if let node = nodes[name] { kill(node.processID, SIGKILL) }
                nodes[name] = try await cluster.start(name)
            }
            try await cluster.verify(runs)
        }
    }

    @Test func aCancellationReachesTheNodeAtWork() async throws {
        try await NodeCluster.with { cluster in
            try await cluster.start("worker")
            let run = try await cluster.submit("slow", "thing/1")
            try await cluster.waitForEffect(of: "worker", on: run.id)
            try await cluster.client.cancel(run.id)
            let ended = try await cluster.client.wait(run.id)
            #expect(ended.state == .cancelled)
            #expect(try cluster.effects().count < 75, "it ran to its end")
        }
    }
}

/// The database server's own faults under two nodes at work.
@Suite(.serialized, .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: apt-get install postgresql"))
struct DatabaseFaultTests {
    @Test(arguments: [false, true]) func theDatabaseRestartsInMidRun(crashed: Bool) async throws {
        try await NodeCluster.with(ownServer: true) { cluster in
            for name in ["a", "b"] { try await cluster.start(name) }
            var runs: [Run] = []
            for number in 0..<8 { runs.append(try await cluster.submit("slow", "thing/\(number)")) }
            try await cluster.waitForEffect()
            if crashed { try cluster.server.crash() } else { try cluster.server.stop() }
            try await Task.sleep(for: .seconds(1))
            try cluster.server.start()
            try await cluster.verify(runs)
        }
    }

    @Test func everyConnectionIsCutOverAndOver() async throws {
        try await NodeCluster.with(ownServer: true) { cluster in
            for name in ["a", "b"] { try await cluster.start(name) }
            var runs: [Run] = []
            for number in 0..<8 { runs.append(try await cluster.submit("slow", "thing/\(number)")) }
            for _ in 0..<10 {
                try await Task.sleep(for: .milliseconds(150))
                try cluster.server.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 't%' AND application_name = 'dextra'"
                )
            }
            try await cluster.verify(runs)
        }
    }
}

/// Binaries of two versions on one database.
@Suite(.serialized, .enabled(if: PostgresServer.shared != nil, "needs PostgreSQL: run scripts/test"))
struct RollingUpgradeTests {
    private static var newest: Int { Schema.generation }

    @Test func twoNodesAreUpgradedOneAfterTheOther() async throws {
        try await NodeCluster.with { cluster in
            let old = Self.newest - 1
            let first = try await cluster.start("first", migrations: old)
            let second = try await cluster.start("second", migrations: old)
            var runs = [try await cluster.submit("slow", "thing/1"), try await cluster.submit("slow", "thing/2")]
            try await cluster.waitForEffect()
            kill(second.processID, SIGTERM)
            // The newer binary expands the schema under the older one, which goes on.
            try await cluster.start("second", migrations: Self.newest, kindVersion: 2)
            runs.append(try await cluster.submit("slow", "thing/3"))
            try await cluster.waitForEffect(on: runs[2].id)
            kill(first.processID, SIGTERM)
            try await cluster.start("first", migrations: Self.newest, kindVersion: 2)
            runs.append(try await cluster.submit("slow", "thing/4"))
            try await cluster.verify(runs)
        }
    }
}
