// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where instruments are made and everything is read.
package final class MetricsRegistry: Sendable {
    /// Series of one name that are kept apart, unless told otherwise.
    package static let usualLimit = 1000

    private struct State {
        var names: Set<String> = []
        var sources: [(name: String, source: any MetricSource)] = []
    }

    private let state = Mutex(State())
    private let failures: Labelled<Counter>

    package init() {
        let description = MetricDescription(
            "dextra_collector_failures_total", .counter, "Values that could not be read for an answer, by collector.")
        failures = Labelled(description, labels: ["collector"], limit: Self.usualLimit) { Counter() }
        add(description.name, failures)
    }

    // MARK: Instruments

    package func counter(_ name: String, _ help: String) -> Counter { counters(name, help, labels: []).with() }

    package func counters(
        _ name: String, _ help: String, labels: [String], limit: Int = usualLimit
    ) -> Labelled<Counter> {
        register(name, help, labels, limit) { Counter() }
    }

    package func gauge(_ name: String, _ help: String) -> Gauge { gauges(name, help, labels: []).with() }

    package func gauges(_ name: String, _ help: String, labels: [String], limit: Int = usualLimit) -> Labelled<Gauge> {
        register(name, help, labels, limit) { Gauge() }
    }

    package func histogram(_ name: String, _ help: String, bounds: [Double]) -> Histogram {
        histograms(name, help, labels: [], bounds: bounds).with()
    }

    package func histograms(
        _ name: String, _ help: String, labels: [String], bounds: [Double], limit: Int = usualLimit
    ) -> Labelled<Histogram> {
        register(name, help, labels, limit) { Histogram(bounds: bounds) }
    }

    /// Adds values that are read when somebody asks. A collector that throws is counted in
    /// `dextra_collector_failures_total`, and the others are shown without it.
    package func collect(_ name: String, _ read: @escaping @Sendable () async throws -> [MetricFamily]) {
        state.withLock { $0.sources.append((name, Collector(body: read))) }
    }

    // MARK: Reading

    /// Everything as it is now, by name. Collectors are asked at the same time.
    package func read() async -> [MetricFamily] {
        let sources = state.withLock(\.sources)
        var families: [String: MetricFamily] = [:]
        await withTaskGroup(of: [MetricFamily].self) { [failures] group in
            for (name, source) in sources {
                group.addTask {
                    do { return try await source.read() } catch {
                        failures.with(name).increment()
                        return []
                    }
                }
            }
            for await read in group {
                for family in read {
                    // One name is one family, whoever measures it.
                    families[family.description.name, default: MetricFamily(family.description, [])].samples +=
                        family.samples
                }
            }
        }
        return families.values.sorted { $0.description.name < $1.description.name }
    }

    private func register<Instrument: MetricInstrument>(
        _ name: String, _ help: String, _ labels: [String], _ limit: Int, make: @escaping @Sendable () -> Instrument
    ) -> Labelled<Instrument> {
        let made = Labelled(
            MetricDescription(name, Instrument.kind, help), labels: labels, limit: limit, make: make)
        add(name, made)
        return made
    }

    private func add(_ name: String, _ source: any MetricSource) {
        state.withLock { state in
            precondition(state.names.insert(name).inserted, "the metric '\(name)' is made twice")
            state.sources.append((name, source))
        }
    }
}

/// Something of which families can be read.
protocol MetricSource: Sendable {
    func read() async throws -> [MetricFamily]
}

private struct Collector: MetricSource {
    let body: @Sendable () async throws -> [MetricFamily]

    func read() async throws -> [MetricFamily] { try await body() }
}
