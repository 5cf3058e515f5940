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
    let log: AccessLog
    let ids: RequestIDs
    let time: TimeSource

    func handle(_ exchange: Exchange) async throws {
        let began = time.uptime()
        let watch = ResponseWatch()
        var exchange = exchange
        exchange.watch = watch
        let id = ids.id(of: exchange.request)
        exchange.responseHeaders = RequestIDs.fields(id)
        allowOrigin(of: &exchange)
        defer { log.note(exchange.request, watch, id, time.uptime() - began) }
        do {
            try guardian.check(exchange.request.peer)
            if try await answersPreflight(exchange) { return }
            try await handler(exchange)
        } catch {
            guard watch.status == nil, !Task.isCancelled else {
                if !Task.isCancelled, !Self.isOfThePeer(error) {
                    // The client only sees that it ends: the status is out already.
                    log.logger.error("an answer broke off", ("id", id), ("error", String(describing: error)))
                }
                throw error
            }
            if !(error is Failure), !(error is CancellationError) {
                log.logger.error("a request failed", ("id", id), ("error", String(describing: error)))
            }
            try await exchange.respond(Self.problem(error))
        }
    }

    /// The peer went away, or must not go on.
    private static func isOfThePeer(_ error: any Error) -> Bool {
        guard let failure = error as? Failure else { return error is CancellationError }
        let category = failure.code.category
        return failure.code == .connectionClosed || failure.code == .requestTimedOut || category == .unauthenticated
            || category == .forbidden
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
}
