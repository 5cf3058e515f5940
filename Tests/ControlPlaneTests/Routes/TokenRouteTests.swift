// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Primitives
import Storage
import Testing
import Wire

/// API tokens as programs and people handle them.
@Suite struct TokenRouteTests {
    private func bearer(_ secret: String) -> HTTPHeaders { ["Authorization": "Bearer \(secret)"] }

    private func make(
        _ name: String, as headers: HTTPHeaders, _ plane: LiveControlPlane
    ) async throws -> CreatedToken {
        let answer = try await plane.fromNetwork(
            .post, "/v1/tokens", #"{"name": "\#(name)", "scopes": ["view", "administer"]}"#, headers: headers)
        #expect(answer.status == 201, "\(answer.text)")
        return try answer.decode()
    }

    @Test func aStolenTokenPlantsNoneThatOutlivesIt() async throws {
        try await LiveControlPlane.with { plane in
            let session = try await AccessDoor(plane).signIn("ann", [Grant(.owner)])
            let page: HTTPHeaders = [
                "Cookie": "dextra_session=\(session.token.reveal())", "X-CSRF-Token": session.csrfToken.reveal(),
            ]
            let (stolen, own) = (try await make("stolen", as: page, plane), try await make("own", as: page, plane))
            let planted = try await make("planted", as: bearer(stolen.secret), plane)
            let second = try await make("second", as: bearer(planted.secret), plane)
            let short = try await plane.fromNetwork(.post, "/v1/access-tokens", "{}", headers: bearer(second.secret))
                .decode(as: AccessTokenAnswer.self)
            let listed = try await plane.fromNetwork(.get, "/v1/tokens", headers: page).decode(as: Page<APIToken>.self)
            #expect(listed.items.first { $0.id == planted.token.id }?.madeWith == stolen.token.id)
            let revoked = try await plane.fromNetwork(.delete, "/v1/tokens/\(stolen.token.id)", headers: page)
            #expect(revoked.status == 204)
            for secret in [stolen.secret, planted.secret, second.secret, short.accessToken] {
                #expect(try await plane.fromNetwork(.get, "/v1/session", headers: bearer(secret)).status == 401)
            }
            #expect(try await plane.fromNetwork(.get, "/v1/session", headers: bearer(own.secret)).status == 200)
            let left = try await plane.fromNetwork(.get, "/v1/tokens", headers: page).decode(as: Page<APIToken>.self)
            #expect(left.items.map(\.id) == [own.token.id])
            let entry = try #require(
                try await plane.identity.audit.list(AuditFilter()).first { $0.action == "revokeToken" })
            #expect(entry.subject == "token/\(stolen.token.id)")
            #expect(
                entry.detail["descendants"]?.array?.compactMap(\.string)
                    == [planted, second].map(\.token.id.description))
        }
    }
}
