// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Operations
import Primitives
import Storage

/// What holds for every request whatever it asks for: an ID, fields of the response, other sites' pages, failures as
/// problems, the access log and what is counted.
struct RequestFrame: Sendable {
    let guardian: PeerGuard
    let handler: HTTPHandler
    let policy: AccessPolicy
    let metrics: HTTPMetrics
    let logger: Logger
    let random: RandomSource
    let time: TimeSource

    func handle(_ exchange: Exchange) async throws {
        let began = time.uptime()
        let watch = ResponseWatch()
        var exchange = exchange
        exchange.watch = watch
        let id = requestID(exchange.request)
        exchange.responseHeaders = [
            "X-Request-ID": id, "X-Dextra-Version": DextraVersion.current, "X-Content-Type-Options": "nosniff",
        ]
        allowOrigin(of: &exchange)
        defer { note(exchange.request, watch, id, time.uptime() - began) }
        do {
            try guardian.check(exchange.request.peer)
            if try await answersPreflight(exchange) { return }
            try await handler(exchange)
        } catch {
            guard watch.status == nil, !Task.isCancelled else { throw error }
            if !(error is Failure), !(error is CancellationError) {
                logger.error("a request failed", ("id", id), ("error", String(describing: error)))
            }
            try await exchange.respond(Self.problem(error))
        }
    }

    /// Some codes have a status of their own where their category has another.
    static func problem(_ error: any Error) -> HTTPResponse {
        guard let failure = error as? Failure else { return .problem(error) }
        let status: HTTPStatus? =
            switch failure.code {
            case .tooManyAttempts, .slowDown, .tooManyAuthorizations: .tooManyRequests
            case .preconditionFailed: .preconditionFailed
            default: nil
            }
        var response = HTTPResponse.problem(failure, status: status)
        // It may bring a challenge, and is about this moment.
        response.headers.add("Cache-Control", "no-store")
        if failure.code.category == .unauthenticated {
            response.headers.add(
                "WWW-Authenticate",
                failure.code == .unauthenticated ? Authenticator.invitation : Authenticator.challenge)
        }
        return response
    }

    /// The client's own ID when it is fit for a log, else a new one.
    private func requestID(_ request: HTTPRequest) -> String {
        if let given = request.headers["X-Request-ID"], (1...64).contains(given.utf8.count),
            given.utf8.allSatisfy({ Self.isPlain($0) })
        {
            return given
        }
        return String(random.next(), radix: 36)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
            || byte == 0x5F || byte == 0x2E
    }

    // MARK: Pages of other sites (WHATWG Fetch §3.2)

    /// Cookies are never for them: what they may, a token says.
    private func allowOrigin(of exchange: inout Exchange) {
        guard !policy.corsOrigins.isEmpty else { return }
        exchange.responseHeaders.add("Vary", "Origin")
        guard let origin = exchange.request.headers["Origin"], policy.corsOrigins.contains(origin) else { return }
        exchange.responseHeaders.add("Access-Control-Allow-Origin", origin)
        exchange.responseHeaders.add("Access-Control-Expose-Headers", "ETag, X-Request-ID, Retry-After")
    }

    private func answersPreflight(_ exchange: Exchange) async throws -> Bool {
        let headers = exchange.request.headers
        guard exchange.request.method == .options, headers.contains("Access-Control-Request-Method"),
            let origin = headers["Origin"], policy.corsOrigins.contains(origin)
        else { return false }
        try await exchange.respond(
            HTTPResponse(
                .noContent,
                headers: [
                    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
                    "Access-Control-Allow-Headers":
                        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID",
                    "Access-Control-Max-Age": "600",
                ]))
        return true
    }

    /// What no operation answers is counted too, under a name that clients can't choose.
    private func note(_ request: HTTPRequest, _ watch: ResponseWatch, _ id: String, _ duration: Duration) {
        metrics.record(
            operation: watch.route ?? "none", method: request.method, status: watch.status, duration: duration)
        // The path without its query: that may be about anything.
        logger.info(
            "request", ("method", request.method.rawValue), ("path", String(request.path.prefix(256))),
            ("status", watch.status.map { String($0.code) } ?? "-"), ("bytes", String(watch.contentBytes)),
            ("ms", String(duration.wholeMilliseconds)), ("from", request.client ?? "local"), ("id", id))
    }
}
