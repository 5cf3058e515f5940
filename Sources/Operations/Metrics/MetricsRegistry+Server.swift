// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Metrics
package import Primitives
package import Storage
package import Workflows

extension MetricsRegistry {
    /// Which Dextra runs, and what it keeps: its runs that are not over, the event log and its readers, the database.
    ///
    /// - labels: what is said of the build beside its version.
    package func collectServer(
        version: String, labels: [MetricLabel] = [], database: any Database, events: EventLog, time: TimeSource
    ) {
        collect("build") {
            let description = MetricDescription("dextra_build_info", .info, "Which Dextra runs.")
            return [MetricFamily(description, [MetricSample([MetricLabel("version", version)] + labels, .number(1))])]
        }
        collect("database") {
            [
                MetricFamily(
                    "dextra_database_size_bytes", .gauge, "Room that the database takes.",
                    Double(try await DatabaseSize.read(database)))
            ]
        }
        collect("runs") {
            let backlog = try await database.read { try RunStore().backlog(on: $0) }
            let age = backlog.oldestPending.map { max(.zero, time.now() - $0) } ?? .zero
            let open = MetricDescription("dextra_runs_open", .gauge, "Runs of all nodes that are not over, by state.")
            return [
                MetricFamily(
                    open,
                    ["pending", "running", "waiting", "cancelling"].map { state in
                        MetricSample([MetricLabel("state", state)], .number(Double(backlog.counts[state] ?? 0)))
                    }),
                MetricFamily(
                    "dextra_runs_oldest_pending_age_seconds", .gauge, "How long the oldest pending run waits.",
                    age.inSeconds),
            ]
        }
        collect("events") {
            let lag = try await events.lag()
            return [
                MetricFamily(
                    "dextra_events_cursor", .gauge, "The newest event's place in the log.",
                    Double(try await events.latest())),
                MetricFamily(
                    "dextra_event_followers", .gauge, "Who reads the event log as it grows.", Double(lag.followers)),
                MetricFamily(
                    "dextra_event_lag_events", .gauge, "Events that the slowest reader has not taken.",
                    Double(lag.events)),
                MetricFamily(
                    "dextra_event_lag_seconds", .gauge,
                    "Age of the oldest event that the slowest reader has not taken.",
                    lag.age.inSeconds),
            ]
        }
    }

    /// Whether the proxy answers: 1 or 0. One that nothing needs counts as up.
    package func collectProxy(_ state: @escaping @Sendable () async throws -> ProxyState) {
        collect("proxy") {
            [
                MetricFamily(
                    "dextra_proxy_up", .gauge, "Whether HAProxy answers, or nothing needs it.",
                    try await state() == .down ? 0 : 1)
            ]
        }
    }

    /// How many connections are open.
    package func collectConnections(_ count: @escaping @Sendable () -> Int) {
        collect("connections") {
            [MetricFamily("dextra_http_connections", .gauge, "Open connections of clients.", Double(count()))]
        }
    }
}
