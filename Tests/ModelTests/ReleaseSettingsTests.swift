// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

struct ReleaseSettingsTests {
    /// As releases were recorded before there were services, workers, schedules and canaries.
    private static let recorded = """
        {"domains":["shop.example.com"],"drain_ms":60000,"health":{"deadline_ms":60000,"expect":[{"from":200,"to":399}],\
        "interval_ms":100,"timeout_ms":5000},"keep":7,"memory_bytes":536870912,"single_page":false,\
        "stop_grace_ms":10000,"stop_signal":"TERM","warm_ms":600000}
        """

    private static func facts(_ settings: ReleaseSettings) -> ReleaseFacts {
        ReleaseFacts(manifest: nil, blueprint: Blueprint(), settings: settings, environment: [], secretMarks: [:])
    }

    @Test func readsWhatAnEarlierVersionRecorded() throws {
        let settings = try JSONText.decode(ReleaseSettings.self, from: Self.recorded)
        #expect(
            settings == ReleaseSettings(keep: 7, domains: ["shop.example.com"], memoryBytes: 512 << 20))
        #expect(settings.instances == 1 && settings.platform == nil && settings.services.isEmpty)
    }

    @Test func keepsEverything() throws {
        let settings = ReleaseSettings(
            cpus: 0.5, platform: .docker, instances: 3, canary: CanaryPolicy(steps: [10]),
            image: ImageSettings(dockerfile: "deploy/Dockerfile", arguments: ["A": "1"]),
            services: [ServiceDeclaration(name: "db", image: "postgres:17", command: ["postgres"], cpus: 2)],
            workers: [WorkerDeclaration(name: "mail", command: "work", instances: 2)],
            schedules: [ScheduleDeclaration(name: "tidy", cron: try CronExpression("@daily"), command: "tidy")])
        #expect(try JSONText.decode(ReleaseSettings.self, from: try JSONText.encode(settings)) == settings)
    }

    @Test func changesOfNamedThingsAreShownWhereTheyAre() throws {
        let before = ReleaseSettings(
            domains: ["a.example.com"],
            services: [
                ServiceDeclaration(name: "cache", image: "redis:7"),
                ServiceDeclaration(name: "db", image: "postgres:16"),
            ])
        let after = ReleaseSettings(
            instances: 2, canary: CanaryPolicy(),
            services: [ServiceDeclaration(name: "db", image: "postgres:17", port: 5433)],
            workers: [WorkerDeclaration(name: "mail", command: "work")])
        let changes = try ReleaseDifference(from: Self.facts(before), to: Self.facts(after)).settings
        #expect(
            changes.map(\.name) == [
                "canary.interval_ms", "canary.max_error_rate", "canary.max_latency", "canary.min_requests",
                "canary.steps", "domains", "instances", "services.cache.image", "services.db.image",
                "services.db.port", "workers.mail.command", "workers.mail.instances",
            ])
        #expect(changes.first { $0.name == "services.db.image" }?.after == .string("postgres:17"))
        #expect(try ReleaseDifference(from: Self.facts(after), to: Self.facts(after)).settings.isEmpty)
    }
}
