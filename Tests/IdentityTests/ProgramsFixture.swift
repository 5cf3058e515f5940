// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Vault
import Workflows

/// What programs need to sign in: a database with people in it, a vault, and a clock that a test moves.
struct ProgramsFixture: Sendable {
    let directory: String
    let database: any Database
    let vault: Vault
    let time = ManualTime()
    let random: RandomSource
    let context: IdentityContext
    let keys: SigningKeys
    let tokens: TokenService
    let authenticator: Authenticator

    static func with<Value>(
        seed: UInt64 = 7, _ body: (ProgramsFixture) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { database in
                try await body(try ProgramsFixture(directory: directory, database: database, seed: seed))
            }
        }
    }

    /// On a database that is there already.
    init(directory: String, database: any Database, seed: UInt64 = 7) throws {
        random = .seeded(seed)
        self.directory = directory
        self.database = database
        vault = try Vault(keyFile: directory + "/vault.key")
        context = IdentityContext(
            database: database, events: EventLog(database: database, time: time.source), vault: vault,
            time: time.source, random: random)
        keys = SigningKeys(context)
        tokens = TokenService(context)
        authenticator = Authenticator(context, keys: keys, logger: .silent)
    }

    var events: EventLog { context.events }

    @discardableResult
    func user(_ name: String, _ grants: [Grant] = [Grant(.operator)], addresses: [String] = []) async throws -> User {
        let user = User(
            id: random.identifier(at: time.now), name: try UserName(name), displayName: name, createdAt: time.now,
            grants: grants, allowedAddresses: addresses)
        try await database.write { try UserStore().insert(user, on: $0) }
        return user
    }

    func project(_ name: String) async throws -> Project {
        let (id, now): (ProjectID, Timestamp) = (random.identifier(at: time.now), time.now)
        return try await database.write {
            try ProjectStore().create(try ProjectName(name), id: id, node: nil, at: now, on: $0)
        }
    }

    /// Somebody who is signed in on the page.
    func session(_ user: User) async throws -> Principal {
        let session = Session(
            id: random.identifier(at: time.now), createdAt: time.now, lastSeenAt: time.now,
            expiresAt: time.now + .seconds(3600))
        return try await database.write { connection in
            try SessionStore().insert(session, of: user.id, tokenHash: "\(session.id)", on: connection)
            return Principal(
                method: .session, user: user, session: session.id,
                grants: try GrantStore().effective(for: user.id, on: connection), expiresAt: session.expiresAt)
        }
    }

    func principal(_ secret: String, from address: String? = nil) async throws -> Principal {
        try await authenticator.principal(bearer: Redacted(secret), address: address)
    }

    func change(_ user: User, _ change: (inout User) -> Void) async throws {
        var changed = user
        change(&changed)
        try await database.write { [changed] in try UserStore().update(changed, on: $0) }
    }
}

/// The code that something fails with; nil when it does not.
func code(_ body: () async throws -> some Any) async -> FailureCode? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? Failure)?.code ?? .internalError
    }
}
