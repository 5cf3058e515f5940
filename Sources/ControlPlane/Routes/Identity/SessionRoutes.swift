// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import OpenAPI
import Primitives
import Wire

extension ControlPlane {
    var sessionOperations: [Operation] {
        [
            .read("/v1/setup", "getSetup", .everyone, "Whether the installation still needs its first owner") { _ in
                SetupStatus(needed: try await identity.setup.isNeeded())
            },
            .signingIn("/v1/setup", "completeSetup", "Makes the first owner, with the token of the one-time link") {
                (call, request: SetupRequest) in
                call.notes.subject = "user/\(request.name)"
                return try await identity.setup.complete(
                    token: Redacted(request.token), name: request.name, displayName: request.displayName,
                    password: Redacted(request.password), from: call.origin)
            },
            .act(
                "/v1/setup/link", "createSetupLink", .installation(.own),
                "A new one-time link for the first owner, good for 24 hours", status: .created, traits: [.secret]
            ) { call in
                let link = try await identity.setup.link()
                return SetupLink(
                    url: "\(await ownURL(of: call))/setup#token=\(link.token.reveal())", expiresAt: link.expiresAt)
            },
            .signingIn("/v1/session", "signIn", "Signs in by name and password") { (call, request: SignInRequest) in
                call.notes.subject = try await identity.signIn.known(request.name).map { "user/\($0)" }
                return try Self.session(
                    of: try await identity.signIn.signIn(
                        name: request.name, password: Redacted(request.password), from: call.origin))
            },
            .signingIn("/v1/session/second-factor", "confirmSecondFactor", "Goes on with a code after the password") {
                (call, request: SecondFactorRequest) in
                try await identity.secondFactor.answer(
                    challenge: Redacted(request.challenge), code: Redacted(request.code), from: call.origin)
            },
            .stream(
                "/v1/session", "getSession", .known, "Who the caller is, what they may, and the page's CSRF token",
                traits: [.secret, .brief], answers: [.json(.ok, "The caller", SessionAnswer.self)]
            ) { call in
                let answer = SessionAnswer(
                    principal: try call.principal, csrfToken: call.signedIn?.csrfToken.reveal(),
                    createdAt: call.signedIn?.createdAt)
                try await call.exchange.respond(json: answer)
            },
            .stream(
                "/v1/session", "signOut", .interactive, "Signs out", method: .delete,
                answers: [.init(status: .noContent, about: "Done")]
            ) { call in
                try await identity.sessions.signOut(try call.principal)
                try await call.acknowledge()
                let headers = SessionCookies.forgetting(call.exchange.request, access)
                try await call.exchange.respond(HTTPResponse(.noContent, headers: headers))
            },
            .list("/v1/sessions", "listSessions", .interactive, "Where the caller is signed in") { call in
                var page = try call.page
                page.isDescending = true
                return try page.page(
                    of: try await identity.sessions.list(by: try call.principal),
                    by: [SortField("created_at", time: { $0.createdAt })], id: { $0.id.description })
            },
            .remove("/v1/sessions/{session}", "endSession", .interactive, "Ends one of the caller's sessions") { call in
                try await identity.sessions.end(try call.id("session"), by: try call.principal)
                return Nothing()
            },
        ]
    }

    /// Where browsers reach this server; a request over the socket doesn't tell.
    func ownURL(of call: Call) async -> String {
        let own = call.exchange.request.peer.uid == nil ? nil : await server.info().url
        return own ?? call.exchange.request.baseURL(access)
    }

    /// The session of a sign-in that needs no more; throws `second_factor_required` with the challenge.
    static func session(of outcome: SignInOutcome) throws -> StartedSession {
        switch outcome {
        case .signedIn(let started): return started
        case .secondFactorRequired(let challenge):
            throw Failure(
                .secondFactorRequired, "the password is right, and a code is needed too",
                hint: "send the challenge with a code of the authenticator or a recovery code",
                metadata: [.init("challenge", challenge.reveal())])
        }
    }
}

extension Operation {
    /// POST: what ends with somebody being signed in.
    static func signingIn<Body: Value>(
        _ path: String, _ name: String, _ summary: String, access: Access = .everyone, method: HTTPMethod = .post,
        _ body: @escaping @Sendable (Call, Body) async throws -> StartedSession
    ) -> Operation {
        Operation(
            method: method, path: path, name: name, summary: summary, access: access, query: [],
            traits: access == .everyone ? [.opensSession, .secret] : [.secret], body: .json(Body.self),
            answers: [.json(.created, summary, SessionAnswer.self)]
        ) { call in
            let request: Body = try await call.decodeBody(upTo: 1 << 16)
            let started = try await body(try await call.renewed(), request)
            try await call.respond(startedSession: started)
        }
    }
}

extension Call {
    /// Where somebody signs in from.
    var origin: SignInOrigin {
        SignInOrigin(
            address: address, userAgent: exchange.request.headers["User-Agent"],
            device: SessionCookies.device(of: exchange.request, policy))
    }

    /// Answers with a session and its cookies.
    func respond(startedSession started: StartedSession) async throws {
        notes.actor = started.principal.name
        try await acknowledge()
        let answer = SessionAnswer(
            principal: started.principal, csrfToken: started.csrfToken.reveal(), createdAt: started.session.createdAt)
        var response = try HTTPResponse.json(answer, status: .created)
        response.headers.add(contentsOf: SessionCookies.keeping(started, exchange.request, policy))
        try await exchange.respond(response)
    }
}
