// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Metrics
import Model
import OpenAPI
package import Operations
import Primitives
import Wire

extension ControlPlane {
    /// What monitors ask. Answers never say more than everybody may know.
    var monitoringOperations: [Operation] {
        [
            .stream(
                "/health/live", "getLiveness", .everyone, "Whether the server works at all: if not, start it again",
                answers: [
                    .json(.ok, "It works", Liveness.self), .json(.serviceUnavailable, "It is stuck", Liveness.self),
                ]
            ) { call in
                let liveness = await monitoring.health.liveness()
                try await call.exchange.respond(
                    json: liveness, status: liveness.status == .alive ? .ok : .serviceUnavailable)
            },
            .stream(
                "/health/ready", "getReadiness", .everyone, "Whether the server can do its work now",
                answers: [
                    .json(.ok, "It can", Readiness.self), .json(.serviceUnavailable, "It can't", Readiness.self),
                ]
            ) { call in
                let readiness = await monitoring.health.readiness()
                try await call.exchange.respond(
                    json: readiness, status: readiness.status == .ready ? .ok : .serviceUnavailable)
            },
            .stream(
                "/metrics", "getMetrics", .installation(.view), "Figures for Prometheus",
                answers: [.text("Figures", "text/plain"), .text("Figures", "application/openmetrics-text")]
            ) { call in
                let format = ExpositionFormat(accept: call.exchange.request.headers["Accept"])
                let text = format.text(await monitoring.registry.read())
                try await call.exchange.respond(
                    HTTPResponse(.ok, headers: ["Content-Type": format.contentType], body: Array(text.utf8)))
            },
        ]
    }
}

/// What is known of how the server itself is.
package struct Monitoring: Sendable {
    let health: HealthService
    let registry: MetricsRegistry
    let http: HTTPMetrics

    package init(health: HealthService, registry: MetricsRegistry, http: HTTPMetrics) {
        self.health = health
        self.registry = registry
        self.http = http
    }
}
