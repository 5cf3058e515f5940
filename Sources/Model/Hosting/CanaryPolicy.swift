// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a new release gets the traffic in steps, and what it must show at each.
package struct CanaryPolicy: Sendable, Hashable, Codable {
    /// Percent of the requests, 1 to 99, each more than the one before, at most 20; all of them follow the last.
    package var steps: [Int]
    /// How long a step lasts at least.
    package var interval: Milliseconds
    /// A step is judged once the release has answered so many requests in it.
    package var minimumRequests: Int
    /// The share of its answers that may fail, 0 to 1.
    package var maximumErrorRate: Double
    /// Its mean latency may be so many times that of the release before, 1 or more.
    package var maximumLatency: Double

    package init(
        steps: [Int] = [5, 25, 50], interval: Duration = .seconds(60), minimumRequests: Int = 20,
        maximumErrorRate: Double = 0.05, maximumLatency: Double = 2
    ) {
        self.steps = steps
        self.interval = Milliseconds(interval)
        self.minimumRequests = minimumRequests
        self.maximumErrorRate = maximumErrorRate
        self.maximumLatency = maximumLatency
    }

    private enum CodingKeys: String, CodingKey {
        case steps
        case interval = "interval_ms"
        case minimumRequests = "min_requests"
        case maximumErrorRate = "max_error_rate"
        case maximumLatency = "max_latency"
    }
}
