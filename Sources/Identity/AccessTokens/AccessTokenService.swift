// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Wire

/// Gives access tokens: JWTs of at most 15 minutes for programs, made with an API token or in a session.
package struct AccessTokenService: Sendable {
    private let keys: SigningKeys
    private let context: IdentityContext

    package init(_ context: IdentityContext, keys: SigningKeys) {
        self.context = context
        self.keys = keys
    }

    /// Throws `scope_too_wide`, and `permission_denied` for who is signed in with an access token, or is the machine's own
    /// user.
    package func issue(_ request: AccessTokenRequest, to principal: Principal) async throws -> AccessTokenAnswer {
        guard let user = principal.user, principal.method != .accessToken else {
            throw Failure(
                .permissionDenied, "an access token is made with an API token or in a session",
                hint: "make an API token first: dextra tokens create")
        }
        let allowed = Permission.allCases.filter { $0 != .own && principal.hasSomewhere($0) }
        let scopes = request.scopes.map { Set($0).sorted() } ?? allowed
        if let beyond = scopes.first(where: { !allowed.contains($0) }) {
            throw Failure(
                .scopeTooWide, "you may not '\(beyond.rawValue)', so your tokens may not", hint: "leave that scope out",
                metadata: [.init("scope", beyond.rawValue)])
        }
        let now = context.time.now()
        let end = min(now + SigningKeys.lifetime, principal.expiresAt ?? now + SigningKeys.lifetime)
        let signer = try await keys.signer()
        let id: Identifier<AccessTokenClaims> = context.random.identifier(at: now)
        let claims = AccessTokenClaims(
            issuer: signer.issuer, subject: user.id, token: principal.token, scopes: scopes,
            projects: principal.limit?.projects.map { $0.sorted { $0.text < $1.text } },
            issuedAt: now.millisecondsSinceEpoch / 1000, expiresAt: end.millisecondsSinceEpoch / 1000,
            id: id.description)
        return AccessTokenAnswer(
            accessToken: AccessTokenText.sign(claims, with: signer.key),
            expiresIn: Int(claims.expiresAt - claims.issuedAt), scope: claims.scope)
    }
}
