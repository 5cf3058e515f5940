// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
package import Model
package import Primitives
import Storage

/// Finds out on whose behalf a request with a bearer token is: an API token, or an access token.
package final class Authenticator: Sendable {
    private let context: IdentityContext
    private let keys: SigningKeys
    private let logger: Logger
    private let cache: PrincipalCache

    /// Of the answer that refuses a bearer token (RFC 6750 §3): the value of `WWW-Authenticate`.
    package static let challenge = #"Bearer realm="dextra", error="invalid_token""#
    /// Of the answer to a request without credentials.
    package static let invitation = #"Bearer realm="dextra""#
    private static let writeUsesEvery: Duration = .seconds(15)

    package init(_ context: IdentityContext, keys: SigningKeys, logger: Logger) {
        self.context = context
        self.keys = keys
        self.logger = logger
        cache = PrincipalCache(time: context.time)
    }

    /// - bearer: what follows `Bearer ` in the request.
    /// - address: where the request comes from; nil for the unix socket.
    ///
    /// Throws `unauthenticated`, with the same words whatever is wrong with a token that is complete, and
    /// `address_not_allowed`.
    package func principal(bearer: Redacted<String>, address: String?) async throws -> Principal {
        let text = bearer.reveal()
        guard text.utf8.count <= AccessTokenText.longest else { throw Self.incomplete }
        let (digest, changes) = (TokenDigest(of: text), context.changes.count)
        let principal: Principal
        if let known = cache.find(digest, changes: changes) {
            principal = known
        } else {
            principal = try await read(bearer)
            cache.keep(principal, for: digest, changes: changes)
        }
        if let end = principal.expiresAt, end <= context.time.now() { throw Self.refused }
        guard principal.user?.mayCome(from: address) ?? false else {
            throw Failure(
                .addressNotAllowed, "\(principal.name) may not come from \(address ?? "this machine")",
                hint: "an administrator can change the networks that are allowed")
        }
        return principal
    }

    /// Writes when tokens were last used, until its task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            try? await context.time.sleep(for: Self.writeUsesEvery)
            await writeUses()
        }
    }

    private func writeUses() async {
        let uses = cache.takeUses()
        guard !uses.isEmpty else { return }
        do {
            try await context.database.write { connection in
                for (token, moment) in uses { try TokenStore().touch(token, at: moment, on: connection) }
            }
        } catch {
            logger.warning("the last use of \(uses.count) tokens could not be noted", ("error", "\(error)"))
        }
    }

    private func read(_ bearer: Redacted<String>) async throws -> Principal {
        let text = bearer.reveal()
        if text.hasPrefix(TokenSecret.marker) {
            guard let secret = TokenSecret(bearer) else { throw Self.incomplete }
            return try await read(secret)
        }
        guard let header = AccessTokenText.header(of: text) else { throw Self.incomplete }
        guard let verifier = try await keys.verifier(of: header),
            let claims = AccessTokenText.verify(
                text, by: verifier.publicKey, issuer: verifier.issuer, at: context.time.now())
        else { throw Self.refused }
        return try await read(claims)
    }

    private func read(_ secret: TokenSecret) async throws -> Principal {
        let hash = secret.hash
        return try await context.database.lookUp { connection in
            guard let record = try TokenStore().find(hash: hash, on: connection),
                sodium_memcmp(record.hash, hash, hash.count) == 0,
                let user = try Self.enabledUser(record.owner, on: connection)
            else { throw Self.refused }
            return Principal(
                method: .apiToken, user: user, token: record.token.id,
                grants: try GrantStore().effective(for: user.id, on: connection), limit: record.token.limit,
                expiresAt: record.token.expiresAt)
        }
    }

    private func read(_ claims: AccessTokenClaims) async throws -> Principal {
        let now = context.time.now()
        return try await context.database.lookUp { connection in
            guard let user = try Self.enabledUser(claims.subject, on: connection) else { throw Self.refused }
            // It ends with the API token that it was made with.
            var namedAt = Timestamp(millisecondsSinceEpoch: claims.issuedAt * 1000)
            if let id = claims.token {
                guard let parent = try TokenStore().find(id, on: connection), parent.owner == user.id,
                    parent.token.expiresAt.map({ $0 > now }) ?? true
                else { throw Self.refused }
                namedAt = parent.token.createdAt
            }
            return Principal(
                method: .accessToken, user: user, token: claims.token,
                grants: try GrantStore().effective(for: user.id, on: connection),
                limit: TokenLimit(
                    permissions: Set(claims.scopes), projects: claims.projects.map(Set.init), namedAt: namedAt),
                expiresAt: Timestamp(
                    millisecondsSinceEpoch: (claims.expiresAt + AccessTokenText.leeway) * 1000))
        }
    }

    private static func enabledUser(_ id: UserID, on connection: any ReadConnection) throws -> User? {
        try UserStore().find(id, on: connection).flatMap { $0.disabled ? nil : $0 }
    }

    private static let incomplete = Failure(
        .unauthenticated, "the bearer token is not a complete API token or access token",
        hint: "an API token is \(TokenSecret.marker) and 49 letters and digits: check that all of it was copied")
    static let refused = Failure(
        .unauthenticated, "the token is not accepted: it may have expired or been revoked",
        hint: "make a new one")
}

extension APIToken {
    fileprivate var limit: TokenLimit {
        TokenLimit(permissions: Set(scopes), projects: projects.map(Set.init), namedAt: createdAt)
    }
}
