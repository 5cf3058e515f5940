// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import Vault
import Wire
import Workflows

/// What it costs to know who asks, and whether a sign-in's time tells who is there.
enum IdentityBench {
    static func run() async throws {
        try await Scratch.with { folder in
            try await Rooms.withDatabase { database in
                // A day before each attempt lets it through; what is measured is the machine's own time.
                let clock = Steps()
                let context = IdentityContext(
                    database: database, events: EventLog(database: database, time: clock.source),
                    vault: try Vault(keyFile: folder + "/key"), time: clock.source)
                let hasher = try PasswordHasher()
                try await requests(context, hasher)
                try await signIns(context, hasher, clock)
            }
        }
    }

    private static let password = Redacted("violet-tundra-hymn")

    private static func requests(_ context: IdentityContext, _ hasher: PasswordHasher) async throws {
        for name in ["ann", "bob"] {
            _ = try await PeopleService(context, hasher: hasher).create(
                CreateUserRequest(name: UserName(name), password: password.reveal(), grants: [Grant(.deployer)]),
                by: .local)
        }
        let outcome = try await SignInService(context, hasher: hasher)
            .signIn(name: "ann", password: password, from: SignInOrigin(address: "192.0.2.1"))
        guard case .signedIn(let session) = outcome else { return }
        let authenticator = SessionAuthenticator(context)
        let rounds = 200_000
        let known = try await Rooms.seconds {
            for _ in 0..<rounds {
                _ = try await authenticator.principal(cookie: session.token, address: "192.0.2.1")
            }
        }
        Rooms.print("session known, who asks", known / Double(rounds) * 1e6, "µs", digits: 1)
        let reads = 2000
        let unknown = try await Rooms.seconds {
            for _ in 0..<reads {
                _ = try await SessionAuthenticator(context).principal(cookie: session.token, address: "192.0.2.1")
            }
        }
        Rooms.print("session read from the store, who asks", unknown / Double(reads) * 1e6, "µs", digits: 1)
    }

    /// In turns, so that what else the machine does falls on all kinds alike.
    private static func signIns(_ context: IdentityContext, _ hasher: PasswordHasher, _ clock: Steps) async throws {
        let service = SignInService(context, hasher: hasher)
        let kinds = [
            ("nobody", "not-the-password"), ("bob", "not-the-password"), ("no name at all", "not-the-password"),
        ]
        var times = [[Double]](repeating: [], count: kinds.count)
        for round in 0..<60 {
            for (number, (name, password)) in kinds.enumerated() {
                clock.advance()
                times[number].append(
                    await Rooms.seconds {
                        _ = try? await service.signIn(
                            name: name, password: Redacted(password), from: SignInOrigin(address: "10.0.\(round).1"))
                    })
            }
        }
        for ((name, _), times) in zip(kinds, times) {
            let sorted = times.sorted()
            Rooms.print("sign-in refused, '\(name)', median", sorted[sorted.count / 2] * 1000, "ms", digits: 3)
            Rooms.print("sign-in refused, '\(name)', fastest", sorted[0] * 1000, "ms", digits: 3)
        }
    }
}
