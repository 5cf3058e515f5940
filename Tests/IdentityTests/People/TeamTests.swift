// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct TeamTests {
    @Test func `a team is made, changed under a condition and deleted, and its members may what it may`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            let team = try await f.people.create(
                CreateTeamRequest(name: UserName("ops"), grants: [Grant(.operator)], members: [UserName("ann")]),
                by: .local)
            #expect(try await f.people.team("OPS", by: .local) == team)
            #expect(try await f.session(of: "ann").principal.may(.operate))
            let seen = EntityCondition.unchanged(since: try PeopleService.revision(of: team))
            let changed = try await f.people.change(
                "ops", ChangeTeamRequest(name: UserName("crew"), members: [UserName("bob")]), if: seen, by: .local)
            #expect(changed.members == [try UserName("bob")])
            #expect(changed.grants == [Grant(.operator)])
            #expect(try await !f.session(of: "ann").principal.may(.operate))
            #expect(
                await failureCode { try await f.people.deleteTeam("crew", if: seen, by: .local) } == .preconditionFailed
            )
            try await f.people.deleteTeam("crew", if: .none, by: .local)
            #expect(await failureCode { _ = try await f.people.team("crew", by: .local) } == .teamNotFound)
            let types = try await f.eventTypes().filter { $0.hasPrefix("team.") }
            #expect(types == ["team.created", "team.changed", "team.deleted"])
        }
    }

    @Test func `a team has members that are there and a name of its own`() async throws {
        try await IdentityFixture.with { f in
            _ = try await f.people.create(CreateTeamRequest(name: UserName("ops")), by: .local)
            let codes = [
                await failureCode {
                    _ = try await f.people.create(CreateTeamRequest(name: UserName("Ops")), by: .local)
                },
                await failureCode {
                    _ = try await f.people.create(
                        CreateTeamRequest(name: UserName("x"), members: [UserName("nobody")]), by: .local)
                },
                await failureCode {
                    _ = try await f.people.change(
                        "ops", ChangeTeamRequest(members: [UserName("nobody")]), if: .none, by: .local)
                },
            ]
            #expect(codes == [.teamExists, .userNotFound, .userNotFound])
        }
    }

    @Test func `pages of teams have each once`() async throws {
        try await IdentityFixture.with { f in
            for name in ["c", "a", "b"] {
                _ = try await f.people.create(CreateTeamRequest(name: UserName(name)), by: .local)
            }
            let first = try await f.people.teams(TeamFilter(order: ListOrder(.name, limit: 2)), by: .local)
            #expect(first.items.map(\.name.text) == ["a", "b"])
            let second = try await f.people.teams(
                TeamFilter(order: ListOrder(.name, after: try ListPlace(cursor: #require(first.next)), limit: 2)),
                by: .local)
            #expect(second.items.map(\.name.text) == ["c"])
            #expect(second.next == nil)
        }
    }
}
