// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import HTTP
import Identity
import Model
import Primitives
import Testing
import Wire

/// Sessions in cookies: what they are let do, and from where.
@Suite struct SessionCookieTests {
    private static let signIn = #"{"name": "ann", "password": "\#(AccessWorld.password)"}"#

    private static func with(
        access: AccessPolicy = AccessPolicy(),
        _ body: @escaping (LiveControlPlane, StartedSession) async throws -> Void
    ) async throws {
        try await LiveControlPlane.with(access: access) { plane in
            try await body(plane, try await AccessDoor(plane).signIn("ann", [Grant(.admin)]))
        }
    }

    private static func cookie(_ session: StartedSession) -> String { "dextra_session=\(session.token.reveal())" }

    @Test func changesNeedTheSessionsOwnToken() async throws {
        try await Self.with { plane, session in
            let other = try await AccessDoor(plane).signIn("bob", [Grant(.admin)])
            let fields: HTTPHeaders = ["Cookie": Self.cookie(session)]
            for wrong in [nil, "", "x", other.csrfToken.reveal(), session.csrfToken.reveal() + "x"] {
                let more: HTTPHeaders = wrong.map { ["X-CSRF-Token": $0] } ?? [:]
                let answer = try await plane.fromNetwork(.post, "/v1/server/stop", headers: fields, and: more)
                #expect(answer.status == 403 && answer.code == "csrf_token_invalid", "\(wrong ?? "none")")
            }
            #expect(plane.stops.value == 0)
            let token: HTTPHeaders = ["X-CSRF-Token": session.csrfToken.reveal()]
            #expect(try await plane.fromNetwork(.post, "/v1/server/stop", headers: fields, and: token).status == 202)
            #expect(try await plane.fromNetwork(.get, "/v1/users", headers: fields).status == 200)
        }
    }

    @Test(arguments: [
        ["Origin": "https://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
        ["Sec-Fetch-Site": "same-site"],
    ])
    func pagesOfOtherSitesAreNobody(fields: [String: String]) async throws {
        try await Self.with { plane, session in
            var headers: HTTPHeaders = [
                "Cookie": Self.cookie(session), "X-CSRF-Token": session.csrfToken.reveal(),
            ]
            for (name, value) in fields { headers.add(name, value) }
            for (method, path) in [(HTTPMethod.get, "/v1/users"), (.post, "/v1/server/stop"), (.get, "/v1/live")] {
                #expect(try await plane.fromNetwork(method, path, headers: headers).status == 401)
            }
            // Nor do they sign somebody in as whom they like.
            let answer = try await plane.fromNetwork(.post, "/v1/session", Self.signIn, headers: headers)
            #expect(answer.status == 403 && answer.code == "csrf_token_invalid")
            #expect(!answer.headers.contains("Set-Cookie"))
        }
    }

    @Test func ownPagesAreKnownByTheirHost() async throws {
        try await Self.with { plane, session in
            let fields: HTTPHeaders = [
                "Cookie": Self.cookie(session), "Origin": "http://\(plane.network)", "Sec-Fetch-Site": "same-origin",
            ]
            let answer = try await plane.fromNetwork(.get, "/v1/users", headers: fields)
            #expect(answer.status == 200)
        }
    }

    @Test func cookiesAreForTheServerAlone() async throws {
        try await Self.with { plane, _ in
            let answer = try await plane.fromNetwork(.post, "/v1/session", Self.signIn)
            let cookies = answer.headers.values("Set-Cookie")
            #expect(answer.status == 201 && cookies.count == 2)
            #expect(answer.headers["Cache-Control"] == "no-store, no-transform")
            for cookie in cookies {
                #expect(cookie.contains("; Path=/; HttpOnly; SameSite=Strict"))
                #expect(!cookie.contains("Secure") && !cookie.contains("Domain"))
            }
        }
    }

    @Test(arguments: [
        AccessPolicy(publicURL: "https://deploy.example.com"), AccessPolicy(isBehindProxy: true),
    ])
    func underAProtectedAddressNoOtherHostCanSetThem(access: AccessPolicy) async throws {
        try await Self.with(access: access) { plane, session in
            let fields: HTTPHeaders = ["Origin": access.publicURL ?? "https://\(plane.network)"]
            let answer = try await plane.fromNetwork(.post, "/v1/session", Self.signIn, headers: fields)
            #expect(answer.headers.values("Set-Cookie").count == 2)
            for cookie in answer.headers.values("Set-Cookie") {
                #expect(cookie.hasPrefix("__Host-dextra_") && cookie.contains("; Secure"))
            }
            // One without the prefix may be anybody's.
            let plain: HTTPHeaders = ["Cookie": Self.cookie(session)]
            #expect(try await plane.fromNetwork(.get, "/v1/users", headers: plain).status == 401)
            let strict: HTTPHeaders = ["Cookie": "__Host-\(Self.cookie(session))"]
            #expect(try await plane.fromNetwork(.get, "/v1/users", headers: strict).status == 200)
            // Whoever is on the way can answer as the page without TLS.
            let bare: HTTPHeaders = ["Origin": "http://\(plane.network)"]
            #expect(try await plane.fromNetwork(.get, "/v1/users", headers: strict, and: bare).status == 401)
        }
    }

    @Test func cookiesThatCannotBeToldApartAreNone() async throws {
        try await Self.with { plane, session in
            let good = Self.cookie(session)
            let long = "dextra_session=" + String(repeating: "x", count: 600)
            for (cookies, status) in [
                ("\(good); \(good)", 401), ("dextra_session=x; \(good)", 401), ("dextra_session=", 401),
                ("dextra_session", 401), (long, 401), ("a=b; \(good); c", 200), ("a=\u{600}; \(good)", 200),
                ("\(good); a=\u{600}; \(good)", 401),
            ] {
                let answer = try await plane.fromNetwork(.get, "/v1/users", headers: ["Cookie": cookies])
                #expect(answer.status == status, "\(cookies.prefix(40))")
            }
        }
    }

    /// The browser goes on sending it: scripts can't take it away.
    @Test func whoseSessionIsOverCanSignInAgain() async throws {
        try await Self.with { plane, session in
            try await plane.identity.sessions.signOut(session.principal)
            let fields: HTTPHeaders = ["Cookie": Self.cookie(session)]
            #expect(try await plane.fromNetwork(.get, "/v1/users", headers: fields).status == 401)
            #expect(try await plane.fromNetwork(.get, "/v1/setup", headers: fields).status == 200)
            #expect(try await plane.fromNetwork(.post, "/v1/session", Self.signIn, headers: fields).status == 201)
        }
    }

    @Test func signingInMakesANewSessionWhateverTheBrowserBrings() async throws {
        try await Self.with { plane, session in
            let planted: HTTPHeaders = ["Cookie": Self.cookie(session)]
            let answer = try await plane.fromNetwork(.post, "/v1/session", Self.signIn, headers: planted)
            let cookie = try #require(answer.headers.values("Set-Cookie").first { $0.hasPrefix("dextra_session=") })
            #expect(!cookie.contains(session.token.reveal()))
        }
    }

    @Test func tokensNeedNoCSRFTokenAndOtherSchemesAreRefused() async throws {
        try await Self.with { plane, session in
            let secret = try await plane.identity.tokens.create(
                .init(name: "ci", scopes: [.view, .administer]), by: session.principal
            ).secret
            for (field, status) in [
                ("Bearer \(secret)", 202), ("bearer \(secret)", 202), ("Bearer", 401), ("Basic \(secret)", 401),
                (secret, 401), ("Bearer \(secret)x", 401),
            ] {
                let answer = try await plane.fromNetwork(.post, "/v1/server/stop", headers: ["Authorization": field])
                #expect(answer.status == status, "\(field.prefix(12)): \(answer.text)")
                #expect((answer.headers["WWW-Authenticate"] != nil) == (status == 401))
            }
        }
    }
}
