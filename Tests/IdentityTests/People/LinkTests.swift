// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import Testing
import Wire

/// One-time links of people whose rights change before they use them.
@Suite struct LinkTests {
    private func reset(_ name: String, _ f: IdentityFixture) async throws -> Redacted<String> {
        try #require(try await f.people.change(name, ChangeUserRequest(reset: .password), if: .none, by: .local).link)
    }

    private func answer(to link: Redacted<String>, _ f: IdentityFixture) async -> FailureCode? {
        await failureCode {
            _ = try await f.passwords.accept(link: link, password: IdentityFixture.password, from: .home)
        }
    }

    @Test func `a link is worth nothing once its owner may something else`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name, [Grant(.viewer)]) }
            let (link, other) = (try await reset("ann", f), try await reset("bob", f))
            let invitation = try #require(
                try await f.people.create(CreateUserRequest(name: UserName("carol")), by: .local).link)
            for name in ["ann", "carol"] {
                _ = try await f.people.change(name, ChangeUserRequest(grants: [Grant(.owner)]), if: .none, by: .local)
            }
            for stale in [link, invitation] {
                #expect(await failureCode { _ = try await f.passwords.owner(ofLink: stale) } == .linkInvalid)
                #expect(await answer(to: stale, f) == .linkInvalid)
            }
            #expect(await answer(to: other, f) == nil)
            #expect(await answer(to: try await reset("ann", f), f) == nil)
        }
    }

    @Test func `teams change what their members may too`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("boss", [Grant(.owner)])
            let ann = try await f.person("ann", [Grant(.viewer)])
            var link = try await reset("ann", f)
            _ = try await f.people.create(
                CreateTeamRequest(name: UserName("crew"), grants: [Grant(.admin)], members: [ann.name]), by: .local)
            #expect(await answer(to: link, f) == .linkInvalid)
            let changes = [
                ChangeTeamRequest(grants: [Grant(.owner)]), ChangeTeamRequest(members: []),
                ChangeTeamRequest(members: [ann.name]),
            ]
            for change in changes {
                link = try await reset("ann", f)
                _ = try await f.people.change("crew", change, if: .none, by: .local)
                #expect(await answer(to: link, f) == .linkInvalid)
            }
            link = try await reset("ann", f)
            try await f.people.deleteTeam("crew", if: .none, by: .local)
            #expect(await answer(to: link, f) == .linkInvalid)
        }
    }

    @Test func `what leaves their rights as they are leaves the link, and one made with the change is good`()
        async throws
    {
        try await IdentityFixture.with { f in
            try await f.person("ann", [Grant(.viewer)])
            let link = try await reset("ann", f)
            let same = ChangeUserRequest(displayName: "Ann B.", grants: [Grant(.viewer)])
            _ = try await f.people.change("ann", same, if: .none, by: .local)
            _ = try await f.people.create(
                CreateTeamRequest(name: UserName("crew"), members: [UserName("ann")]), by: .local)
            #expect(await answer(to: link, f) == nil)
            let both = ChangeUserRequest(grants: [Grant(.admin)], reset: .password)
            let fresh = try #require(try await f.people.change("ann", both, if: .none, by: .local).link)
            #expect(await answer(to: fresh, f) == nil)
        }
    }
}
