// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How well deliveries go, over a window of days: the four keys of DORA (dora.dev) as far as one server can know them.
package struct DeliveryMetrics: Sendable, Hashable, Codable {
    /// The days counted, today included, oldest first.
    package var days: [Day]
    /// Deployments that ended well, of all that ended by themselves; nil when none did.
    package var successRate: Double?
    /// The median time from the request to the traffic, of deployments that succeeded; seconds.
    package var leadTime: Double?
    /// Releases of production that failed in service, so that the traffic had to be taken from them, of all that got it
    /// for the first time. What failed before, in its build or at its health gate, is no change of production.
    package var changeFailureRate: Double?
    /// The median time that such a release had the traffic; seconds.
    package var timeToRestore: Double?

    package struct Day: Sendable, Hashable, Codable {
        /// In UTC, e.g. `2026-11-20`.
        package var date: String
        package var succeeded: Int
        package var failed: Int

        package init(date: String, succeeded: Int = 0, failed: Int = 0) {
            self.date = date
            self.succeeded = succeeded
            self.failed = failed
        }
    }

    package init(
        days: [Day], successRate: Double? = nil, leadTime: Double? = nil, changeFailureRate: Double? = nil,
        timeToRestore: Double? = nil
    ) {
        self.days = days
        self.successRate = successRate
        self.leadTime = leadTime
        self.changeFailureRate = changeFailureRate
        self.timeToRestore = timeToRestore
    }

    private enum CodingKeys: String, CodingKey {
        case days
        case successRate = "success_rate"
        case leadTime = "lead_time_seconds"
        case changeFailureRate = "change_failure_rate"
        case timeToRestore = "time_to_restore_seconds"
    }
}
