// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Metrics
import Operations

/// What measuring costs: an increment, an observation, a request by its labels, and a whole answer to Prometheus.
enum MetricsBench {
    static func run() async throws {
        let rounds = 2_000_000
        let counter = Counter()
        await nanoseconds("metrics, increment of a counter", rounds) { counter.increment() }
        let histogram = Histogram(bounds: Histogram.responseBounds)
        await nanoseconds("metrics, observation", rounds) { histogram.observe(0.003) }
        let registry = MetricsRegistry()
        let http = HTTPMetrics(registry)
        let operations = (0..<60).map { "operation\($0)" }
        var turn = 0
        await nanoseconds("metrics, a request with its labels", rounds / 4) {
            turn += 1
            http.record(
                operation: operations[turn % operations.count], method: .get, status: 200, duration: .milliseconds(2))
        }
        let seconds = await Rooms.seconds {
            for _ in 0..<100 { _ = ExpositionFormat.prometheus.text(await registry.read()) }
        }
        Rooms.print("metrics, an answer with 60 histograms", seconds / 100 * 1000, "ms", digits: 2)
    }

    private static func nanoseconds(_ name: String, _ rounds: Int, _ body: () -> Void) async {
        let seconds = await Rooms.seconds { for _ in 0..<rounds { body() } }
        Rooms.print(name, seconds / Double(rounds) * 1e9, "ns", digits: 1)
    }
}
