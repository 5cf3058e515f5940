// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct LastOwnerTests {
    @Test func `the last owner is not disabled, demoted or deleted, by anybody`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann", [Grant(.owner)])
            try await f.person("off", [Grant(.owner)])
            _ = try await f.people.change("off", ChangeUserRequest(disabled: true), if: .none, by: .local)
            let ann = try await f.session(of: "ann").principal
            for principal in [ann, .local] {
                let codes = [
                    await failureCode {
                        _ = try await f.people.change(
                            "ann", ChangeUserRequest(disabled: true), if: .none, by: principal)
                    },
                    await failureCode {
                        _ = try await f.people.change(
                            "ann", ChangeUserRequest(grants: [Grant(.admin)]), if: .none, by: principal)
                    },
                    await failureCode { try await f.people.delete("ann", if: .none, by: principal) },
                ]
                #expect(codes == [.lastOwner, .lastOwner, .lastOwner])
            }
            // Nothing of what was refused is left behind.
            #expect(try await f.principal(try await f.session(of: "ann")).may(.own))
        }
    }

    @Test func `a team's owners count, and the team can't take the last one`() async throws {
        try await IdentityFixture.with { f in
            for name in ["ann", "bob"] { try await f.person(name) }
            _ = try await f.people.create(
                CreateTeamRequest(name: UserName("owners"), grants: [Grant(.owner)], members: [UserName("ann")]),
                by: .local)
            let codes = [
                await failureCode {
                    _ = try await f.people.change("owners", ChangeTeamRequest(grants: []), if: .none, by: .local)
                },
                await failureCode {
                    _ = try await f.people.change("owners", ChangeTeamRequest(members: []), if: .none, by: .local)
                },
                await failureCode { try await f.people.deleteTeam("owners", if: .none, by: .local) },
                await failureCode { try await f.people.delete("ann", if: .none, by: .local) },
                await failureCode {
                    _ = try await f.people.change("ann", ChangeUserRequest(disabled: true), if: .none, by: .local)
                },
            ]
            #expect(codes == [.lastOwner, .lastOwner, .lastOwner, .lastOwner, .lastOwner])
            _ = try await f.people.change(
                "owners", ChangeTeamRequest(members: [UserName("bob")]), if: .none, by: .local)
            try await f.people.delete("ann", if: .none, by: .local)
        }
    }

    @Test(arguments: [1, 2, 3]) func `owners who remove one another at the same moment leave one`(round: Int)
        async throws
    {
        try await IdentityFixture.with { f in
            let names = (0..<6).map { "owner\($0)" }
            for name in names { try await f.person(name, [Grant(.owner)]) }
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for (number, name) in names.enumerated() {
                    group.addTask {
                        await failureCode {
                            switch (number + round) % 3 {
                            case 0: try await f.people.delete(name, if: .none, by: .local)
                            case 1:
                                _ = try await f.people.change(
                                    name, ChangeUserRequest(disabled: true), if: .none, by: .local)
                            default:
                                _ = try await f.people.change(
                                    name, ChangeUserRequest(grants: [Grant(.viewer)]), if: .none, by: .local)
                            }
                        }
                    }
                }
                return await group.reduce(into: [FailureCode?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 5)
            #expect(codes.count { $0 == .lastOwner } == 1)
            let owners = try await f.database.read { try GrantStore().enabledHolders(of: .owner, on: $0) }
            #expect(owners == 1)
        }
    }
}
