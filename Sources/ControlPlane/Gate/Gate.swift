// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Operations
import Primitives
import Storage
import Workflows

/// Decides who asks and whether they may, before an operation is begun. The only place that does.
///
/// A class, as every request takes it along.
final class Gate: Sendable {
    let callers: CallerReader
    let database: any Database
    let policy: AccessPolicy
    let audit: AuditLog
    /// Requests of each person and token; nil when nobody counts them.
    let pace: RateLimiter?
    let bodies: BodyBudget

    init(
        identity: IdentityServices, database: any Database, policy: AccessPolicy, metrics: HTTPMetrics, time: TimeSource
    ) {
        callers = CallerReader(identity: identity, policy: policy)
        self.database = database
        self.policy = policy
        audit = identity.audit
        bodies = BodyBudget(ofOne: policy.heldBytes, gauge: metrics.heldBodies)
        pace = policy.requestsPerSecond.map { rate in
            RateLimiter(.init(perSecond: rate, burst: policy.requestBurst), capacity: 10_000, time: time)
        }
    }

    /// Carries an operation out for who may, and writes down who did what and who was refused.
    func carryOut(_ operation: Operation, _ exchange: Exchange) async throws {
        var caller: Principal?
        let notes = AuditNotes()
        var exchange = exchange
        if operation.traits.contains(.secret) {
            // Nobody keeps it, and its length doesn't tell how much of it is like what came with the request (BREACH).
            exchange.responseHeaders.add("Cache-Control", "no-store, no-transform")
        }
        do {
            try operation.checkQuery(of: exchange)
            // Where everyone is let in nobody is asked: a browser goes on sending the cookie of a session that is over,
            // and has to be able to sign in all the same.
            let known = operation.access == .everyone ? nil : try await callers.caller(of: exchange.request)
            caller = known?.principal
            try checkPace(caller, from: exchange.request.client)
            try checkOrigin(known, exchange.request, operation)
            let target: Call.Target
            do {
                target = try await AccessRules(database: database).permit(caller, exchange, operation)
            } catch let failure as Failure where failure.code == .projectNotFound {
                guard let run = try await earlierRemoval(caller, exchange, operation) else { throw failure }
                return try await exchange.respond(json: run, status: .accepted)
            }
            if operation.isAudited, let caller {
                notes.intent = try await audit.begin(
                    AuditDraft(
                        of: caller, action: operation.name, subject: operation.subject(of: exchange),
                        address: exchange.request.client, outcome: .unknown))
            }
            let call = Call(
                exchange: exchange, operation: operation, gate: self, caller: caller, signedIn: known?.signedIn,
                target: target, notes: notes)
            if operation.traits.contains(.brief) {
                try await operation.handle(call)
            } else {
                try await exchange.leavingLoop { try await operation.handle(call) }
            }
        } catch {
            await note(error, operation, exchange, caller, notes)
            throw error
        }
    }

    /// The run by which the caller has removed the project with the same request before: it leaves nothing behind by which
    /// a repeated request could be permitted.
    private func earlierRemoval(
        _ caller: Principal?, _ exchange: Exchange, _ operation: Operation
    ) async throws -> Run? {
        guard operation.traits.contains(.keyed), let caller,
            // One that is none stands for no run.
            let key = (try? operation.runRequest(of: caller, exchange))?.idempotencyKey
        else { return nil }
        let run = try await database.lookUp { try RunStore().find(idempotencyKey: key, on: $0) }
        // Another project's is an answer to another request, also when both are gone.
        let name = try exchange.parameter("project")
        return run.flatMap { $0.input["name"]?.string == name ? $0 : nil }
    }

    /// Whose requests come too fast is told when to come again. Who is on this machine is not counted: they could do worse
    /// than ask too often.
    private func checkPace(_ caller: Principal?, from address: String?) throws {
        guard let pace, let caller, let address, !Self.loopback.contains(where: { $0.contains(address) }) else {
            return
        }
        let key = caller.token.map(\.description) ?? caller.user?.id.description ?? caller.name
        guard let delay = pace.take(key) else { return }
        throw Failure(
            .tooManyRequests, "\(caller.name) makes too many requests", hint: "wait, and ask less often",
            retry: .after(delay))
    }

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressBlock.init)

    /// Keeps other sites' pages from acting as who is signed in: what changes something needs the session's own token,
    /// which only a page of this server can have read.
    private func checkOrigin(
        _ caller: CallerReader.Caller?, _ request: HTTPRequest, _ operation: Operation
    ) throws {
        guard operation.isUnsafe else { return }
        if operation.traits.contains(.opensSession) || caller?.signedIn != nil {
            guard request.isOfOwnOrigin(policy) else { throw Self.foreignPage }
        }
        guard let signedIn = caller?.signedIn, !operation.traits.contains(.opensSession) else { return }
        guard let text = request.headers["X-CSRF-Token"], signedIn.accepts(csrfToken: text) else {
            throw Failure(
                .csrfTokenInvalid, "the request does not bring the session's CSRF token",
                hint: "send csrf_token of GET /v1/session as X-CSRF-Token, or use an API token")
        }
    }

    private static let foreignPage = Failure(
        .csrfTokenInvalid, "the request comes from a page of another site", hint: "use the page of this server")

    static func unauthenticated() -> Failure {
        Failure(.unauthenticated, "this needs you to be signed in", hint: "sign in, or send a token: dextra login URL")
    }

    /// Denials are always noted, other failures where something would have changed. Where nobody can say how far it got,
    /// what was written down before stays, and becomes an entry that says so.
    private func note(
        _ error: any Error, _ operation: Operation, _ exchange: Exchange, _ caller: Principal?, _ notes: AuditNotes
    ) async {
        guard !(error is CancellationError), !notes.isDone else { return }
        let code = (error as? Failure)?.code
        let isDenial =
            code?.category == .forbidden
            || (code?.category == .unauthenticated && code != .unauthenticated && code != .secondFactorRequired)
        guard isDenial || (operation.isAudited && caller != nil) else { return }
        let draft = AuditDraft(
            of: caller, action: operation.name, subject: notes.subject ?? operation.subject(of: exchange),
            address: exchange.request.client, outcome: isDenial ? .denied : .failed,
            detail: ["code": .string(code?.name ?? FailureCode.internalError.name)])
        guard let intent = notes.intent else { return audit.note(draft) }
        // It fails with the store; then it is settled as one of which nothing is known.
        try? await audit.note(draft, settling: intent)
    }
}
