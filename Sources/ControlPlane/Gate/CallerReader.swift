// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Primitives

/// Finds out on whose behalf a request is.
struct CallerReader: Sendable {
    let identity: IdentityServices
    let policy: AccessPolicy

    struct Caller: Sendable {
        var principal: Principal
        /// Of a session; nil for who came otherwise.
        var signedIn: SignedIn?
    }

    /// Nil for who brings nothing. Throws `unauthenticated`, `session_expired`, `address_not_allowed` for what is no good.
    ///
    /// - isUse: false when it is asked again later whether the request would still be let in.
    func caller(of request: HTTPRequest, isUse: Bool = true) async throws -> Caller? {
        if let field = request.headers["Authorization"] {
            guard request.headers.values("Authorization").count == 1 else {
                throw Failure(
                    .unauthenticated, "the request brings credentials twice", hint: "send one Authorization field")
            }
            let halves = field.split(separator: " ", maxSplits: 1)
            guard halves.count == 2, halves[0].lowercased() == "bearer" else {
                throw Failure(
                    .unauthenticated, "the Authorization field is of no kind that is known here",
                    hint: "send Authorization: Bearer TOKEN")
            }
            let principal = try await identity.authenticator.principal(
                bearer: Redacted(String(halves[1])), address: request.client)
            return Caller(principal: principal)
        }
        // Who came over the socket is the server's own user: the guard lets in nobody else. What is passed on for
        // somebody else has to say for whom.
        if request.peer.uid != nil, !request.isForwarded { return Caller(principal: .local) }
        guard let cookie = SessionCookies.session(of: request, policy) else { return nil }
        // A page of another origin must not act as who is signed in here, not even to open a WebSocket.
        guard request.isOfOwnOrigin(policy) else { return nil }
        let signedIn = try await identity.sessionAuthenticator.principal(
            cookie: cookie, address: request.client, isUse: isUse)
        return Caller(principal: signedIn.principal, signedIn: signedIn)
    }
}
