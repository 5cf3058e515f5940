// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct SignInTests {
    @Test func `the right password begins a session of that person`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann", [Grant(.deployer)])
            let session = try await f.session(of: "ANN")
            #expect(session.principal.user?.id == ann.id)
            #expect(session.session.address == "192.0.2.1")
            let principal = try await f.principal(session)
            #expect(principal.user?.name.text == "ann")
            #expect(principal.grants == [Grant(.deployer)])
            #expect(principal.may(.deploy) && !principal.may(.operate))
        }
    }

    @Test func `a wrong password, a name that nobody has and one that nobody can have are answered the same`()
        async throws
    {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            var answers: [Failure] = []
            for (name, password) in [
                ("ann", "violet-tundra-hymm"), ("bob", "violet-tundra-hymn"), ("no name!", "violet-tundra-hymn"),
                ("ann", ""), ("ann", String(repeating: "x", count: 5000)), ("", ""),
            ] {
                let failure = await #expect(throws: Failure.self) {
                    _ = try await f.signIn.signIn(name: name, password: Redacted(password), from: .home)
                }
                answers.append(try #require(failure))
            }
            #expect(Set(answers).count == 1)
            #expect(answers[0].code == .signInFailed)
        }
    }

    @Test func `who is disabled, has no password, or comes from elsewhere is answered like a wrong password`()
        async throws
    {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            _ = try await f.people.create(CreateUserRequest(name: UserName("cat")), by: .local)
            for (name, change) in [
                ("ann", ChangeUserRequest(disabled: true)),
                ("bob", ChangeUserRequest(allowedAddresses: ["10.0.0.0/8"])),
            ] {
                _ = try await f.people.change(name, change, if: .none, by: .local)
            }
            for name in ["ann", "bob", "cat"] {
                let code = await failureCode { _ = try await f.session(of: name) }
                #expect(code == .signInFailed, "\(name)")
            }
            _ = try await f.session(of: "bob", from: SignInOrigin(address: "10.1.2.3"))
        }
    }

    @Test func `a password that changed while it was checked signs nobody in`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let slow = SignInService(
                f.context, hasher: try PasswordHasher(cost: PasswordCost(memory: 64 << 20, passes: 2), lanes: 1))
            let hash = try await PasswordHasher(cost: PasswordCost(memory: 64 << 20, passes: 2), lanes: 1)
                .hash(IdentityFixture.password)
            try await f.database.write {
                try PasswordStore().set(StoredPassword(hash: hash, changedAt: f.time.now), of: ann.id, on: $0)
            }
            async let answer = failureCode {
                _ = try await slow.signIn(name: "ann", password: IdentityFixture.password, from: .home)
            }
            // The reset lands before the check ends, or before it begins: neither may sign in.
            _ = try await f.people.change("ann", ChangeUserRequest(reset: .password), if: .none, by: .local)
            #expect(await answer == .signInFailed)
        }
    }

    @Test func `a hash at another cost is renewed by signing in`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            func hash() async throws -> String? {
                try await f.database.read { try PasswordStore().find(ann.id, on: $0)?.hash }
            }
            let before = try await hash()
            let dearer = try PasswordHasher(cost: PasswordCost(memory: 16384, passes: 2), lanes: 1)
            _ = try await SignInService(f.context, hasher: dearer)
                .signIn(name: "ann", password: IdentityFixture.password, from: .home)
            let after = try #require(try await hash())
            #expect(before != after)
            #expect(!dearer.isOutdated(after))
            _ = try await f.session(of: "ann")
        }
    }

    @Test func `a flood waits in a short line, and what is beyond it is told to come back uncounted`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let hasher = try PasswordHasher(cost: PasswordCost(memory: 32 << 20, passes: 1), lanes: 1, waiting: 2)
            let service = SignInService(f.context, hasher: hasher)
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        await failureCode {
                            _ = try await service.signIn(
                                name: "nobody\(number)", password: IdentityFixture.password,
                                from: SignInOrigin(address: "10.0.\(number).1"))
                        }
                    }
                }
                return await group.reduce(into: [FailureCode?]()) { $0.append($1) }
            }
            #expect(codes.contains(.signInBusy))
            #expect(codes.contains(.signInFailed))
            #expect(Set(codes) == [.signInBusy, .signInFailed])
            // Those that were turned away were never checked.
            _ = try await f.session(of: "ann")
        }
    }

    @Test func `a flood keeps nobody waiting outside who comes from a device that is known`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let device = try await f.session(of: "ann").device
            let hasher = try PasswordHasher(cost: PasswordCost(memory: 32 << 20, passes: 1), lanes: 1, waiting: 2)
            let service = SignInService(f.context, hasher: hasher)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let origin = SignInOrigin(address: "2001:db8:\(number)::1")
                        let code = await failureCode {
                            _ = try await service.signIn(name: "nobody\(number)", password: Redacted("x"), from: origin)
                        }
                        #expect(code == .signInBusy || code == .signInFailed)
                    }
                }
                for _ in 0..<5 {
                    let origin = SignInOrigin(address: "10.0.0.1", device: device)
                    let code = await failureCode {
                        _ = try await service.signIn(name: "ann", password: IdentityFixture.password, from: origin)
                    }
                    #expect(code == nil)
                }
            }
        }
    }

    @Test func `each sign-in has a token of its own, and none is taken from the client`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (one, two) = (try await f.session(of: "ann"), try await f.session(of: "ann"))
            #expect(one.token != two.token)
            #expect(one.csrfToken != two.csrfToken)
            #expect(one.token.reveal().utf8.count == 43)
            let planted = await failureCode {
                _ = try await f.authenticator.principal(cookie: Redacted("planted"), address: nil)
            }
            #expect(planted == .unauthenticated)
        }
    }
}
