// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Operations
import Primitives

/// A line for every answer, and what is counted of it.
struct AccessLog: Sendable {
    let metrics: HTTPMetrics
    let logger: Logger

    /// What no operation answers is counted too, under a name that clients can't choose.
    func note(_ request: HTTPRequest, _ watch: ResponseWatch, _ id: String, _ duration: Duration) {
        metrics.record(
            operation: watch.route ?? "none", method: request.method, status: watch.status, duration: duration)
        logger.info(
            "request", ("method", request.method.rawValue), ("path", Self.path(request)),
            ("status", watch.status.map { String($0.code) } ?? "-"), ("bytes", String(watch.contentBytes)),
            ("ms", String(duration.wholeMilliseconds)), ("from", request.client ?? "local"), ("id", id))
    }

    /// Of what has no head that could be read, neither method nor path are known.
    func note(_ refused: RefusedRequest, _ id: String) {
        metrics.recordRefusal(method: refused.request?.method, status: refused.status)
        logger.info(
            "request refused", ("method", refused.request?.method.rawValue ?? "-"),
            ("path", refused.request.map(Self.path) ?? "-"), ("status", String(refused.status.code)),
            ("reason", refused.reason), ("from", refused.client ?? "local"), ("id", id))
    }

    /// Without its query: that may be about anything.
    private static func path(_ request: HTTPRequest) -> String { String(request.path.prefix(256)) }
}
