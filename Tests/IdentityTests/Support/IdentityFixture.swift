// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Vault
import Wire
import Workflows

/// People in a database of a test's own, with a clock that the test moves and passwords that cost little.
struct IdentityFixture: Sendable {
    static let password = Redacted("violet-tundra-hymn")

    let database: any Database
    let time: ManualTime
    let context: IdentityContext
    let hasher: PasswordHasher
    let people: PeopleService
    let signIn: SignInService
    let secondFactors: SecondFactorService
    let passwords: PasswordService
    let setup: SetupService
    let sessions: SessionService
    let authenticator: SessionAuthenticator
    let upkeep: SignInUpkeep

    init(_ database: any Database, keyFile: String, time: ManualTime = ManualTime(), seed: UInt64 = 1) throws {
        self.database = database
        self.time = time
        context = IdentityContext(
            database: database, events: EventLog(database: database, time: time.source),
            vault: try Vault(keyFile: keyFile), time: time.source, random: .seeded(seed))
        hasher = try PasswordHasher(cost: PasswordCost(memory: 8192, passes: 1), lanes: 2, waiting: 100)
        people = PeopleService(context, hasher: hasher)
        signIn = SignInService(context, hasher: hasher)
        secondFactors = SecondFactorService(context, hasher: hasher)
        passwords = PasswordService(context, hasher: hasher)
        setup = SetupService(context, hasher: hasher)
        sessions = SessionService(context)
        authenticator = SessionAuthenticator(context)
        upkeep = SignInUpkeep(context)
    }

    static func with<Value>(_ body: (IdentityFixture) async throws -> Value) async throws -> Value {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { try await body(try IdentityFixture($0, keyFile: directory + "/key")) }
        }
    }

    /// Makes a person whose password is ``password``.
    @discardableResult
    func person(_ name: String, _ grants: [Grant] = []) async throws -> User {
        try await people.create(
            CreateUserRequest(name: try UserName(name), password: Self.password.reveal(), grants: grants), by: .local
        ).user
    }

    func project(_ name: String) async throws -> Project {
        let (id, now) = (context.random.identifier(at: time.now) as ProjectID, time.now)
        return try await database.write {
            try ProjectStore().create(ProjectName(name), id: id, node: nil, at: now, on: $0)
        }
    }

    /// Signs in who has no second factor.
    func session(
        of name: String, password: Redacted<String> = password, from origin: SignInOrigin = .home
    ) async throws -> StartedSession {
        guard case .signedIn(let session) = try await signIn.signIn(name: name, password: password, from: origin)
        else { throw Failure(.secondFactorRequired, "\(name) has a second factor") }
        return session
    }

    /// As whom a session's cookie is let in.
    func principal(_ session: StartedSession, from address: String? = SignInOrigin.home.address) async throws
        -> Principal
    {
        try await authenticator.principal(cookie: session.token, address: address).principal
    }

    /// Gives somebody a second factor and returns its generator with the recovery codes.
    func secondFactor(
        of session: StartedSession, password: Redacted<String> = password
    ) async throws -> (generator: TimeBasedCode, codes: [Redacted<String>], session: StartedSession) {
        let principal = session.principal
        let offer = try await secondFactors.begin(password: password, by: principal)
        let generator = TimeBasedCode(secret: Redacted(Base32.decode(offer.secret.reveal()) ?? []))
        let (codes, rotated) = try await secondFactors.confirm(code: code(generator), by: principal)
        return (generator, codes, rotated)
    }

    /// The code that an authenticator shows now.
    func code(_ generator: TimeBasedCode) -> Redacted<String> {
        Redacted(generator.code(at: TimeBasedCode.step(at: time.now)))
    }

    func eventTypes() async throws -> [String] { try await context.events.read(after: nil).map(\.type) }
}

extension SignInOrigin {
    static let home = SignInOrigin(address: "192.0.2.1", userAgent: "Firefox")
}

/// The code of the failure that the body ends with; nil when it succeeds.
func failureCode(_ body: () async throws -> Void) async -> FailureCode? {
    do {
        try await body()
        return nil
    } catch {
        return Failure.wrapping(error).code
    }
}
