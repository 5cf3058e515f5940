// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Storage
import Testing
import Wire

/// Lets everybody in who then asks, by the services themselves.
struct AccessDoor {
    let plane: LiveControlPlane

    init(_ plane: LiveControlPlane) { self.plane = plane }

    /// Makes a person and signs them in.
    func signIn(_ name: String, _ grants: [Grant]) async throws -> StartedSession {
        let name = try UserName(name)
        let password = Redacted(AccessWorld.password)
        _ = try await plane.identity.people.create(
            CreateUserRequest(name: name, password: password.reveal(), grants: grants), by: .local)
        let outcome = try await plane.identity.signIn.signIn(
            name: name.text, password: password, from: SignInOrigin(address: "127.0.0.1"))
        guard case .signedIn(let started) = outcome else { throw Failure(.internalError, "not signed in") }
        return started
    }

    /// Tokens of an owner, with scopes and without, for all projects and for one.
    func programs(of owner: Principal, _ shop: ProjectName) async throws -> [AccessCaller] {
        // Somebody who may everything and is not the caller.
        _ = try await signIn("owner-behind", [Grant(.owner)])
        let all: [Permission] = [.view, .deploy, .operate, .administer]
        let scopes: [[Permission]] = [
            [.view], [.deploy], [.view, .deploy], [.view, .operate], [.view, .administer], all,
        ]
        var callers: [AccessCaller] = []
        for scopes in scopes {
            let secret = try await token(of: owner, scopes)
            callers.append(.token(secret, "token for \(scopes.map(\.rawValue))", everywhere: Set(scopes)))
        }
        for scopes in [[.view], all] {
            let secret = try await token(of: owner, scopes, projects: [shop])
            callers.append(.token(secret, "token for \(scopes.map(\.rawValue)) on shop", onShop: Set(scopes)))
        }
        let wide = try await plane.identity.accessTokens.issue(AccessTokenRequest(), to: owner)
        callers.append(.token(wide.accessToken, "access token", kind: .accessToken, everywhere: Set(all)))
        let narrow = try await plane.identity.accessTokens.issue(AccessTokenRequest(scopes: [.view]), to: owner)
        callers.append(.token(narrow.accessToken, "access token to view", kind: .accessToken, everywhere: [.view]))
        let limited = Principal(
            method: .apiToken, user: owner.user, grants: owner.grants,
            limit: TokenLimit(permissions: Set(all), projects: [shop]))
        let local = try await plane.identity.accessTokens.issue(AccessTokenRequest(), to: limited)
        callers.append(.token(local.accessToken, "access token on shop", kind: .accessToken, onShop: Set(all)))
        return callers
    }

    /// What was good once: of somebody who is disabled by now, of a session whose time is over, a revoked token.
    func outdated() async throws -> [AccessCaller] {
        let gone = try await signIn("gone", [Grant(.owner)])
        let orphan = try await token(of: gone.principal, [.view])
        let revoked = try await plane.identity.tokens.create(
            CreateTokenRequest(name: "revoked", scopes: [.view]), by: gone.principal)
        try await plane.identity.tokens.revoke(revoked.token.id, by: gone.principal)
        _ = try await plane.identity.people.change("gone", ChangeUserRequest(disabled: true), if: .none, by: .local)
        let late = try await signIn("late", [Grant(.owner)])
        try await plane.delivery.database.write { connection in
            _ = try connection.execute(
                "UPDATE sessions SET expires_at = created_at + 1 WHERE id = ?", [.id(late.session.id)])
        }
        return [
            .session(of: gone, "session of somebody disabled", kind: .outdated),
            .session(of: late, "session that is over", kind: .outdated),
            .token(orphan, "token of somebody disabled", kind: .outdated),
            .token(revoked.secret, "revoked token", kind: .outdated),
            .token("dxt_nonsense", "no token at all", kind: .outdated),
        ]
    }

    private func token(
        of owner: Principal, _ scopes: [Permission], projects: [ProjectName]? = nil
    ) async throws -> String {
        try await plane.identity.tokens.create(
            CreateTokenRequest(name: "test", scopes: scopes, projects: projects), by: owner
        ).secret
    }
}

extension AccessCaller {
    static func session(
        of started: StartedSession, _ description: String, kind: Kind = .session,
        everywhere: Set<Permission> = [], onShop: Set<Permission> = []
    ) -> AccessCaller {
        AccessCaller(
            description: description, kind: kind, user: started.principal.name, everywhere: everywhere, onShop: onShop,
            headers: [
                "Cookie": "dextra_session=\(started.token.reveal())", "X-CSRF-Token": started.csrfToken.reveal(),
            ])
    }

    static func token(
        _ secret: String, _ description: String, kind: Kind = .apiToken, everywhere: Set<Permission> = [],
        onShop: Set<Permission> = []
    ) -> AccessCaller {
        AccessCaller(
            description: description, kind: kind, user: "owner", everywhere: everywhere, onShop: onShop,
            headers: ["Authorization": "Bearer \(secret)"])
    }
}
