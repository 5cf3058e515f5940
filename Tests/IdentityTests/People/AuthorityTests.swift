// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct AuthorityTests {
    /// A person who is signed in.
    private func principal(_ name: String, _ grants: [Grant], in f: IdentityFixture) async throws -> Principal {
        try await f.person(name, grants)
        return try await f.session(of: name).principal
    }

    @Test func `only who may administer everything manages people`() async throws {
        try await IdentityFixture.with { f in
            let shop = try await f.project("shop")
            try await f.person("target")
            for (number, grants) in [
                [], [Grant(.viewer)], [Grant(.operator)], [Grant(.admin, .project(shop.id))],
                [Grant(.admin, .deviceGroup("shops"))],
            ].enumerated() {
                let principal = try await principal("user\(number)", grants, in: f)
                let codes = [
                    await failureCode { _ = try await f.people.users(.init(), by: principal) },
                    await failureCode { _ = try await f.people.teams(.init(), by: principal) },
                    await failureCode { _ = try await f.people.user("target", by: principal) },
                    await failureCode { _ = try await f.people.user("nobody", by: principal) },
                    await failureCode {
                        _ = try await f.people.create(CreateUserRequest(name: UserName("x")), by: principal)
                    },
                    await failureCode {
                        _ = try await f.people.change(
                            "target", ChangeUserRequest(displayName: "x"), if: .none, by: principal)
                    },
                    await failureCode {
                        _ = try await f.people.change(
                            "nobody", ChangeUserRequest(displayName: "x"), if: .none, by: principal)
                    },
                    await failureCode { try await f.people.delete("target", if: .none, by: principal) },
                    await failureCode {
                        _ = try await f.people.create(CreateTeamRequest(name: UserName("x")), by: principal)
                    },
                ]
                #expect(Set(codes) == [.permissionDenied], "\(grants)")
            }
        }
    }

    @Test func `everybody sees themselves and changes their own name and e-mail, and nothing else`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await principal("ann", [], in: f)
            #expect(try await f.people.user("ann", by: ann).name.text == "ann")
            let changed = try await f.people.change(
                "ann", ChangeUserRequest(displayName: "Ann", email: "ann@example.com"), if: .none, by: ann)
            #expect(changed.user.displayName == "Ann")
            for request in [
                ChangeUserRequest(displayName: "A", disabled: true), ChangeUserRequest(grants: [Grant(.viewer)]),
                ChangeUserRequest(grants: []), ChangeUserRequest(allowedAddresses: []), ChangeUserRequest(reset: .totp),
            ] {
                let code = await failureCode { _ = try await f.people.change("ann", request, if: .none, by: ann) }
                #expect(code == .permissionDenied)
            }
            // A program that speaks for her is not her at the page.
            var program = ann
            program.method = .apiToken
            program.limit = TokenLimit(permissions: [.view])
            let code = await failureCode {
                _ = try await f.people.change("ann", ChangeUserRequest(email: "m@example.com"), if: .none, by: program)
            }
            #expect(code == .permissionDenied)
        }
    }

    @Test func `an administrator makes administrators but no owners`() async throws {
        try await IdentityFixture.with { f in
            let admin = try await principal("admin", [Grant(.admin)], in: f)
            let shop = try await f.project("shop")
            _ = try await f.people.create(
                CreateUserRequest(name: UserName("bob"), grants: [Grant(.admin), Grant(.admin, .project(shop.id))]),
                by: admin)
            let owner = [Grant(.owner)]
            let codes = [
                await failureCode {
                    _ = try await f.people.create(CreateUserRequest(name: UserName("x"), grants: owner), by: admin)
                },
                await failureCode {
                    _ = try await f.people.change("admin", ChangeUserRequest(grants: owner), if: .none, by: admin)
                },
                await failureCode {
                    _ = try await f.people.create(
                        CreateTeamRequest(name: UserName("x"), grants: owner, members: [UserName("admin")]), by: admin)
                },
            ]
            #expect(codes == [.permissionDenied, .permissionDenied, .permissionDenied])
        }
    }

    @Test func `an administrator neither takes from an owner nor becomes one by way of them`() async throws {
        try await IdentityFixture.with { f in
            let admin = try await principal("admin", [Grant(.admin)], in: f)
            for name in ["owner", "other", "second"] {
                try await f.person(name, name == "second" ? [] : [Grant(.owner)])
            }
            let team = try await f.people.create(
                CreateTeamRequest(name: UserName("owners"), grants: [Grant(.owner)], members: [UserName("second")]),
                by: .local)
            for name in ["owner", "second"] {
                for request in [
                    ChangeUserRequest(disabled: true), ChangeUserRequest(grants: []),
                    ChangeUserRequest(reset: .password),
                    ChangeUserRequest(reset: .totp), ChangeUserRequest(allowedAddresses: ["10.0.0.1"]),
                    ChangeUserRequest(email: "admin@example.com"),
                ] {
                    let code = await failureCode { _ = try await f.people.change(name, request, if: .none, by: admin) }
                    #expect(code == .permissionDenied, "\(name)")
                }
                #expect(
                    await failureCode { try await f.people.delete(name, if: .none, by: admin) } == .permissionDenied)
            }
            let (admins, second) = (try UserName("admin"), try UserName("second"))
            for request in [
                ChangeTeamRequest(members: [second, admins]), ChangeTeamRequest(members: []),
                ChangeTeamRequest(grants: []),
            ] {
                let code = await failureCode {
                    _ = try await f.people.change(team.name.text, request, if: .none, by: admin)
                }
                #expect(code == .permissionDenied)
            }
            #expect(
                await failureCode { try await f.people.deleteTeam("owners", if: .none, by: admin) } == .permissionDenied
            )
            // What the team is called is nobody's power.
            _ = try await f.people.change("owners", ChangeTeamRequest(name: UserName("bosses")), if: .none, by: admin)
        }
    }

    @Test func `a token hands on no more than it may itself`() async throws {
        try await IdentityFixture.with { f in
            let owner = try await principal("owner", [Grant(.owner)], in: f)
            let shop = try await f.project("shop")
            try await f.person("target", [Grant(.operator)])
            var token = owner
            token.method = .apiToken
            token.limit = TokenLimit(permissions: [.view, .administer])
            for role in Role.allCases {
                for scope in [GrantScope.everything, .project(shop.id)] where role < .owner || scope == .everything {
                    let code = await failureCode {
                        _ = try await f.people.create(
                            CreateUserRequest(name: UserName("u\(role.rawValue)"), grants: [Grant(role, scope)]),
                            by: token)
                    }
                    #expect(code == (role == .viewer ? (scope == .everything ? nil : .userExists) : .permissionDenied))
                }
            }
            let reset = await failureCode {
                _ = try await f.people.change("target", ChangeUserRequest(reset: .password), if: .none, by: token)
            }
            #expect(reset == .permissionDenied)
            token.limit = TokenLimit(permissions: Set(Permission.allCases), projects: [shop.name])
            #expect(await failureCode { _ = try await f.people.users(.init(), by: token) } == .permissionDenied)
        }
    }

    @Test func `a role for a device group is given by who has as much everywhere, and is handed on by nobody else`()
        async throws
    {
        try await IdentityFixture.with { f in
            let admin = try await principal("admin", [Grant(.admin)], in: f)
            func give(_ role: Role, by principal: Principal) async -> FailureCode? {
                await failureCode {
                    _ = try await f.people.create(
                        CreateUserRequest(name: UserName("u-\(role)"), grants: [Grant(role, .deviceGroup("shops"))]),
                        by: principal)
                }
            }
            #expect(await give(.owner, by: admin) == .permissionDenied)
            #expect(await give(.admin, by: admin) == nil)
            let kept = try await f.people.user("u-admin", by: .local)
            #expect(kept.grants == [Grant(.admin, .deviceGroup("shops"))])
            #expect(await give(.owner, by: .local) == nil)
            // Nor is who owns a device group an owner.
            let devices = try await principal("devices", [Grant(.owner, .deviceGroup("shops"))], in: f)
            #expect(await give(.viewer, by: devices) == .permissionDenied)
            #expect(
                await failureCode { try await f.people.delete("u-owner", if: .none, by: admin) } == .permissionDenied)
            let owners = try await f.database.read { try GrantStore().enabledHolders(of: .owner, on: $0) }
            #expect(owners == 0)
        }
    }

    @Test func `an owner does all of it`() async throws {
        try await IdentityFixture.with { f in
            let owner = try await principal("owner", [Grant(.owner)], in: f)
            _ = try await f.people.create(CreateUserRequest(name: UserName("next"), grants: [Grant(.owner)]), by: owner)
            _ = try await f.people.change("owner", ChangeUserRequest(grants: []), if: .none, by: owner)
            #expect(try await f.people.user("owner", by: .local).grants.isEmpty)
        }
    }

    @Test func `a grant for a project that is not there is refused, and one for a project goes with it`() async throws {
        try await IdentityFixture.with { f in
            let shop = try await f.project("shop")
            let ann = try await principal("ann", [Grant(.deployer, .project(shop.id))], in: f)
            #expect(ann.may(.deploy, on: shop))
            try await f.database.write { _ = try ProjectStore().delete(shop.id, on: $0) }
            #expect(try await f.people.user("ann", by: .local).grants.isEmpty)
            let code = await failureCode {
                _ = try await f.people.change(
                    "ann", ChangeUserRequest(grants: [Grant(.viewer, .project(shop.id))]), if: .none, by: .local)
            }
            #expect(code == .projectNotFound)
        }
    }

    @Test func `who lost a role or a session since they were looked up makes no use of it`() async throws {
        try await IdentityFixture.with { f in
            let boss = try await principal("boss", [Grant(.owner)], in: f)
            let ann = try await principal("ann", [Grant(.owner)], in: f)
            let request = CreateUserRequest(name: try UserName("carl"), grants: [Grant(.owner)])
            let team = CreateTeamRequest(name: try UserName("owners"), grants: [Grant(.owner)])
            func codes() async -> Set<FailureCode?> {
                return [
                    await failureCode { _ = try await f.people.create(request, by: ann) },
                    await failureCode { _ = try await f.people.create(team, by: ann) },
                    await failureCode {
                        _ = try await f.people.change(
                            "ann", ChangeUserRequest(grants: [Grant(.owner)]), if: .none, by: ann)
                    },
                    await failureCode { try await f.people.delete("boss", if: .none, by: ann) },
                ]
            }
            _ = try await f.people.change("ann", ChangeUserRequest(grants: [Grant(.admin)]), if: .none, by: boss)
            #expect(await codes() == [.permissionDenied])
            _ = try await f.people.change("ann", ChangeUserRequest(reset: .password), if: .none, by: boss)
            #expect(await codes() == [.sessionExpired])
            _ = try await f.people.change("ann", ChangeUserRequest(disabled: true), if: .none, by: boss)
            #expect(await codes() == [.sessionExpired])
            #expect(await failureCode { _ = try await f.people.user("carl", by: boss) } == .userNotFound)
        }
    }
}
