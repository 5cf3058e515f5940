// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Metrics

/// What is asked of the API, by operation.
package struct HTTPMetrics: Sendable {
    private let requests: Labelled<Counter>
    private let durations: Labelled<Histogram>
    /// Bytes of request bodies that are held until the rest has come, without each one's first 64 KiB.
    package let heldBodies: Gauge

    /// Made once: numbers are slow to write.
    private static let statuses = (0..<600).map { "\($0)" }
    private static let methods: Set<HTTPMethod> = [.get, .head, .post, .put, .patch, .delete, .options]

    package init(_ registry: MetricsRegistry) {
        requests = registry.counters(
            "dextra_http_requests_total", "Requests that were answered, by operation, method and status.",
            labels: ["operation", "method", "status"], limit: 4000)
        durations = registry.histograms(
            "dextra_http_request_duration_seconds", "From a request's head to the end of its answer.",
            labels: ["operation", "method"], bounds: Histogram.responseBounds)
        heldBodies = registry.gauge(
            "dextra_http_held_body_bytes", "Large request bodies that are held until the rest of them has come.")
    }

    /// Notes an answer.
    ///
    /// - operation: from the table of routes, never what a client wrote.
    /// - method: one that no route has counts as `other`.
    /// - status: nil for a client that went away before there was an answer, which counts as 0.
    package func record(operation: String, method: HTTPMethod, status: HTTPStatus?, duration: Duration) {
        let method = Self.name(of: method)
        requests.with(operation, method, Self.statuses[(status?.code ?? 0) % 600]).increment()
        durations.with(operation, method).observe(duration)
    }

    /// Notes an answer that came from the server itself, as the operation `refused`.
    ///
    /// - method: nil for what has no head that could be read, which counts as `other`.
    package func recordRefusal(method: HTTPMethod?, status: HTTPStatus) {
        requests.with("refused", method.map(Self.name(of:)) ?? "other", Self.statuses[status.code % 600]).increment()
    }

    private static func name(of method: HTTPMethod) -> String {
        methods.contains(method) ? method.rawValue : "other"
    }
}
