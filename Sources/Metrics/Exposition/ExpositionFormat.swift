// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How metrics are written for who asks.
package enum ExpositionFormat: Sendable, Hashable, CaseIterable {
    /// Prometheus text format 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.
    case openMetrics

    package var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// By the request's `Accept`: OpenMetrics only for who names it and wants it no less than plain text.
    package init(accept: String?) {
        var wanted: [String: Double] = [:]
        for range in (accept ?? "").split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let type = parts.first else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            wanted[type] = max(wanted[type] ?? 0, quality)
        }
        let open = wanted["application/openmetrics-text"] ?? 0
        self = open > 0 && open >= wanted["text/plain"] ?? 0 ? .openMetrics : .prometheus
    }

    /// The whole answer.
    package func text(_ families: [MetricFamily]) -> String {
        var writer = ExpositionWriter(format: self)
        for family in families where !family.samples.isEmpty { writer.write(family) }
        return writer.finish()
    }
}
