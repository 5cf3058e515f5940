// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import Metrics
import Model
import Operations
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct ServerMetricsTests {
    /// Every sample as `name{labels} value`.
    private func samples(_ registry: MetricsRegistry) async -> [String: String] {
        let lines = ExpositionFormat.prometheus.text(await registry.read()).split(separator: "\n")
        return Dictionary(
            uniqueKeysWithValues: lines.filter { !$0.hasPrefix("#") }.compactMap { line in
                line.lastIndex(of: " ").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
            })
    }

    private func definition(fails: Bool) -> RunDefinition {
        RunDefinition(
            kind: fails ? "bad" : "good",
            steps: [
                StepDefinition(name: "one", effect: .repeatable) { _ in [:] },
                StepDefinition(name: "two", effect: .repeatable) { _ in
                    if fails { throw Failure(.internalError, "no") }
                    return [:]
                },
            ])
    }

    @Test func runsAndStepsAreCountedOnceWhereTheyEnd() async throws {
        try await TemporaryDatabase.with { database in
            let registry = MetricsRegistry()
            let events = EventLog(database: database, time: .system)
            let metrics = RunMetrics(registry)
            let engine = WorkflowEngine(
                database: database, events: events,
                registry: try RunRegistry([definition(fails: false), definition(fails: true)]), time: .system,
                random: .system, nodeID: "here", logger: .silent, runObserver: metrics.observe)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await engine.run() }
                for kind in ["good", "bad", "good"] {
                    let run = try await engine.submit(kind: kind, subject: "x/1", projectID: nil, input: [:])
                    _ = try await engine.wait(run.id)
                }
                group.cancelAll()
            }
            let found = await samples(registry)
            #expect(found[#"dextra_runs_total{kind="good",outcome="succeeded"}"#] == "2")
            #expect(found[#"dextra_runs_total{kind="bad",outcome="failed"}"#] == "1")
            #expect(found[#"dextra_run_duration_seconds_count{kind="good"}"#] == "2")
            #expect(found[#"dextra_run_queue_seconds_count{kind="bad"}"#] == "1")
            #expect(found[#"dextra_steps_total{kind="good",step="two",outcome="succeeded"}"#] == "2")
            #expect(found[#"dextra_steps_total{kind="bad",step="two",outcome="failed"}"#] == "1")
            #expect(found[#"dextra_step_duration_seconds_count{kind="good",step="one"}"#] == "2")
            #expect(found[#"dextra_runs_total{kind="bad",outcome="succeeded"}"#] == nil)
        }
    }

    @Test func whatWaitsAndWhoLagsIsRead() async throws {
        try await TemporaryDatabase.with { database in
            let time = ManualTime()
            let events = EventLog(database: database, time: time.source)
            let registry = MetricsRegistry()
            registry.collectServer(version: "9.9", database: database, events: events, time: time.source)
            let engine = WorkflowEngine(
                database: database, events: events, registry: try RunRegistry([definition(fails: false)]),
                time: time.source, random: .seeded(1), nodeID: "here", logger: .silent)
            _ = try await engine.submit(kind: "good", subject: "x/1", projectID: nil, input: [:])
            // One reader has taken an event and is busy with it; three more wait behind it.
            var reader = events.changes(after: nil).makeAsyncIterator()
            _ = try await reader.next()
            time.advance(by: .seconds(2))
            for number in 0..<3 { try await events.append("test.\(number)", subject: "x/1") }
            time.advance(by: .seconds(7))

            let found = await samples(registry)
            #expect(found[#"dextra_build_info{version="9.9"}"#] == "1")
            #expect(found[#"dextra_runs_open{state="pending"}"#] == "1")
            #expect(found[#"dextra_runs_open{state="running"}"#] == "0")
            #expect(found["dextra_runs_oldest_pending_age_seconds"] == "9")
            #expect(found["dextra_event_followers"] == "1")
            #expect(found["dextra_event_lag_events"] == "4")
            #expect(found["dextra_event_lag_seconds"] == "9")
            #expect(found["dextra_events_cursor"] == "4")
            #expect(try #require(Double(found["dextra_database_size_bytes"] ?? "")) > 10_000)
            withExtendedLifetime(reader) {}
        }
    }

    @Test func theMachineIsMeasured() async throws {
        let registry = MetricsRegistry()
        registry.collectMachine(home: "/tmp")
        registry.collect(loops: EventLoop.shared(count: 1))
        await EventLoop.first.turn()
        let certificates = try TLSCertificates([try await TestCertificates.shared().files(.site)])
        registry.collect(certificates: certificates)
        registry.collectProxy { .down }
        registry.collectConnections { 7 }
        let found = await samples(registry)
        func number(_ name: String) throws -> Double { try #require(Double(found[name] ?? ""), "\(name)") }
        #expect(try number("process_resident_memory_bytes") > 1_000_000)
        #expect(try number("process_virtual_memory_bytes") > number("process_resident_memory_bytes"))
        #expect(try number("process_cpu_seconds_total") > 0)
        #expect(try number("process_open_fds") >= 3)
        #expect(try number("process_threads") >= 1)
        let now = Double(TimeSource.system.now().millisecondsSinceEpoch) / 1000
        #expect(try (now - 86_400...now + 2).contains(number("process_start_time_seconds")))
        #expect(try number("dextra_disk_free_bytes") <= number("dextra_disk_size_bytes"))
        #expect(try number(#"dextra_event_loop_turn_seconds_count{loop="0"}"#) >= 1)
        #expect(
            try number(#"dextra_certificate_expiry_timestamp_seconds{certificate="0",name="site.test"}"#) > now)
        #expect(found["dextra_proxy_up"] == "0")
        #expect(found["dextra_http_connections"] == "7")
    }

    @Test func requestsAreCountedByOperation() async {
        let registry = MetricsRegistry()
        let metrics = HTTPMetrics(registry)
        metrics.record(operation: "listRuns", method: .get, status: 200, duration: .milliseconds(3))
        metrics.record(operation: "listRuns", method: .get, status: 404, duration: .milliseconds(30))
        let found = await samples(registry)
        #expect(found[#"dextra_http_requests_total{operation="listRuns",method="GET",status="404"}"#] == "1")
        #expect(
            found[#"dextra_http_request_duration_seconds_bucket{operation="listRuns",method="GET",le="0.005"}"#] == "1")
        #expect(found[#"dextra_http_request_duration_seconds_count{operation="listRuns",method="GET"}"#] == "2")
    }

    @Test func noLabelIsWhatAClientMadeUp() async {
        let registry = MetricsRegistry()
        let metrics = HTTPMetrics(registry)
        for method in ["BREW", "brew", "PROPFIND"] {
            metrics.record(
                operation: "none", method: HTTPMethod(rawValue: method), status: nil, duration: .milliseconds(3))
        }
        let found = await samples(registry)
        #expect(found[#"dextra_http_requests_total{operation="none",method="other",status="0"}"#] == "3")
    }
}
