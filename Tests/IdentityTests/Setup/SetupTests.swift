// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct SetupTests {
    private func complete(
        _ token: Redacted<String>, as name: String = "ann", password: String = "violet-tundra-hymn",
        _ f: IdentityFixture
    ) async throws -> StartedSession {
        try await f.setup.complete(
            token: token, name: UserName(name), displayName: "Ann", password: Redacted(password), from: .home)
    }

    @Test func `the first person comes by a link, is owner and is signed in`() async throws {
        try await IdentityFixture.with { f in
            #expect(try await f.setup.isNeeded())
            let session = try await complete(try await f.setup.link().token, f)
            let principal = try await f.principal(session)
            #expect(principal.may(.own))
            #expect(principal.user?.displayName == "Ann")
            #expect(try await !f.setup.isNeeded())
            #expect(await failureCode { _ = try await f.setup.link() } == .setupDone)
        }
    }

    @Test func `of many at the same moment one becomes owner`() async throws {
        try await IdentityFixture.with { f in
            let links = [try await f.setup.link().token, try await f.setup.link().token]
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        await failureCode { _ = try await complete(links[number % 2], as: "user\(number)", f) }
                    }
                }
                return await group.reduce(into: [FailureCode?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .setupDone } == 9)
            #expect(try await f.people.users(.init(), by: .local).items.count == 1)
        }
    }

    @Test func `a link is good for a day, and what is none is refused before any work`() async throws {
        try await IdentityFixture.with { f in
            let (link, end) = try await f.setup.link()
            #expect(end == f.time.now + .seconds(24 * 3600))
            #expect(await failureCode { _ = try await complete(Redacted("made up"), f) } == .linkInvalid)
            #expect(await failureCode { _ = try await complete(link, password: "password123", f) } == .passwordRefused)
            #expect(await failureCode { _ = try await complete(link, as: "local", f) } == .userNameReserved)
            f.time.advance(by: .seconds(24 * 3600))
            #expect(await failureCode { _ = try await complete(link, f) } == .linkInvalid)
            _ = try await complete(try await f.setup.link().token, f)
        }
    }

    @Test func `who is invited sets their password by the link, once`() async throws {
        try await IdentityFixture.with { f in
            let made = try await f.people.create(
                CreateUserRequest(name: UserName("bob"), displayName: "Bob", grants: [Grant(.viewer)]), by: .local)
            let link = try #require(made.link)
            #expect(try await f.passwords.owner(ofLink: link).displayName == "Bob")
            let refused = await failureCode {
                _ = try await f.passwords.accept(link: link, password: Redacted("bob-bob-bob"), from: .home)
            }
            #expect(refused == .passwordRefused)
            guard
                case .signedIn(let session) = try await f.passwords.accept(
                    link: link, password: IdentityFixture.password, from: .home)
            else {
                Issue.record("a second factor was asked for")
                return
            }
            #expect(try await f.principal(session).may(.view))
            let again = await failureCode {
                _ = try await f.passwords.accept(link: link, password: IdentityFixture.password, from: .home)
            }
            #expect(again == .linkInvalid)
            _ = try await f.session(of: "bob")
        }
    }

    @Test
    func `a reset takes the password and the sessions, asks for the second factor, and only the last link counts`()
        async throws
    {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            let (generator, _, session) = try await f.secondFactor(of: try await f.session(of: "ann"))
            func reset() async throws -> Redacted<String> {
                try #require(
                    try await f.people.change("ann", ChangeUserRequest(reset: .password), if: .none, by: .local).link)
            }
            let (first, second) = (try await reset(), try await reset())
            #expect(await failureCode { _ = try await f.principal(session) } == .unauthenticated)
            #expect(await failureCode { _ = try await f.session(of: "ann") } == .signInFailed)
            let new = Redacted("marble-otter-quilt")
            let stale = await failureCode {
                _ = try await f.passwords.accept(link: first, password: new, from: .home)
            }
            #expect(stale == .linkInvalid)
            guard
                case .secondFactorRequired(let challenge) = try await f.passwords.accept(
                    link: second, password: new, from: .home)
            else {
                Issue.record("no second factor was asked for")
                return
            }
            f.time.advance(by: .seconds(60))
            _ = try await f.secondFactors.answer(challenge: challenge, code: f.code(generator), from: .home)
        }
    }

    @Test func `a link ends after 72 hours, and with who it is for`() async throws {
        try await IdentityFixture.with { f in
            func invite(_ name: String) async throws -> Redacted<String> {
                try #require(try await f.people.create(CreateUserRequest(name: UserName(name)), by: .local).link)
            }
            func accept(_ link: Redacted<String>) async -> FailureCode? {
                await failureCode {
                    _ = try await f.passwords.accept(link: link, password: IdentityFixture.password, from: .home)
                }
            }
            let (bob, cat) = (try await invite("bob"), try await invite("cat"))
            _ = try await f.people.change("bob", ChangeUserRequest(disabled: true), if: .none, by: .local)
            #expect(await accept(bob) == .linkInvalid)
            f.time.advance(by: .seconds(72 * 3600))
            #expect(await accept(cat) == .linkInvalid)
            // A link of another kind sets nobody's password.
            let dan = try await invite("dan")
            try await f.people.delete("dan", if: .none, by: .local)
            #expect(await accept(dan) == .linkInvalid)
        }
    }
}
