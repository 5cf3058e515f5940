// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

@Suite struct InstrumentTests {
    @Test func aCounterLosesNothingBetweenThreads() async {
        let counter = Counter()
        let gauge = Gauge()
        let histogram = Histogram(bounds: [1, 2])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.increment()
                        gauge.add(1)
                        histogram.observe(1.5)
                    }
                }
            }
        }
        #expect(counter.value == 8000)
        #expect(gauge.value == 8000)
        #expect(histogram.reading == .histogram(HistogramReading(bounds: [1, 2], buckets: [0, 8000, 0], sum: 12_000)))
    }

    @Test func aValueAtABoundIsBelowIt() {
        let histogram = Histogram(bounds: [0.1, 1])
        for value in [0.1, 0.100001, 1, 1.1, -5, .infinity, .nan] { histogram.observe(value) }
        guard case .histogram(let reading) = histogram.reading else { return #expect(Bool(false)) }
        #expect(reading.buckets == [2, 2, 2])
        #expect(reading.sum == .infinity)
    }

    @Test func durationsAreSeconds() {
        let histogram = Histogram(bounds: [1])
        histogram.observe(.milliseconds(1500))
        #expect(histogram.reading == .histogram(HistogramReading(bounds: [1], buckets: [0, 1], sum: 1.5)))
    }

    @Test func seriesBeyondTheLimitAreCountedTogether() async throws {
        let registry = MetricsRegistry()
        let counters = registry.counters("visits_total", "Visits.", labels: ["page", "method"], limit: 3)
        for page in 0..<10 { counters.with("/\(page)", "GET").increment() }
        counters.with("/1", "GET").increment()
        let family = try #require(await registry.read().first { $0.description.name == "visits_total" })
        #expect(family.samples.count == 4)
        let byPage = Dictionary(uniqueKeysWithValues: family.samples.map { ($0.labels[0].value, $0.value) })
        #expect(byPage["other"] == .number(7))
        #expect(byPage["/1"] == .number(2))
    }

    @Test func aCollectorThatFailsTakesNobodyWithIt() async throws {
        struct Broken: Error {}
        let registry = MetricsRegistry()
        registry.counter("fine_total", "Fine.").increment()
        registry.collect("disk") { throw Broken() }
        registry.collect("more") { [MetricFamily("fine_total", .counter, "Fine.", 3)] }
        for round in 1...2 {
            let families = Dictionary(
                uniqueKeysWithValues: await registry.read().map { ($0.description.name, $0.samples) })
            #expect(families["fine_total"]?.count == 2)
            // Counted while reading, so an answer may have the failure of the one before.
            let failures = families["dextra_collector_failures_total"] ?? []
            #expect(failures.isEmpty || failures.first?.labels == [MetricLabel("collector", "disk")])
            if round == 2 { #expect(failures.count == 1) }
        }
    }
}
