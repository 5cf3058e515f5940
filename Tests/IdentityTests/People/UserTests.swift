// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

@Suite struct UserTests {
    @Test func `a person is made with what was asked for, or with a link when there is no password`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.people.create(
                CreateUserRequest(
                    name: UserName("ann"), displayName: "Ann Ü", email: "ann@example.com",
                    password: IdentityFixture.password.reveal(), grants: [Grant(.deployer)]), by: .local)
            #expect(ann.link == nil)
            #expect(ann.user.displayName == "Ann Ü")
            #expect(ann.user.email == "ann@example.com")
            #expect(ann.user.grants == [Grant(.deployer)])
            let bob = try await f.people.create(CreateUserRequest(name: UserName("bob")), by: .local)
            #expect(bob.link != nil)
            #expect(bob.user.displayName == "bob")
            #expect(try await f.people.user("ann", by: .local) == ann.user)
            #expect(try await f.eventTypes() == ["user.created", "user.created"])
        }
    }

    @Test func `names are unique in any letters, and some are nobody's`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            for (name, expected) in [
                ("ANN", FailureCode.userExists), ("local", .userNameReserved), ("Anonymous", .userNameReserved),
                (ann.id.description, .userNameReserved),
            ] {
                let code = await failureCode {
                    _ = try await f.people.create(CreateUserRequest(name: UserName(name)), by: .local)
                }
                #expect(code == expected, "\(name)")
            }
        }
    }

    @Test(arguments: [
        ChangeUserRequest(displayName: String(repeating: "x", count: 129)), ChangeUserRequest(displayName: "a\nb"),
        ChangeUserRequest(displayName: "a" + String(repeating: "\u{301}", count: 128)),
        ChangeUserRequest(displayName: "nna\u{202E}"),
        ChangeUserRequest(email: "nobody"), ChangeUserRequest(email: "a b@c"), ChangeUserRequest(email: "@"),
        ChangeUserRequest(allowedAddresses: ["10.0.0.0/33"]), ChangeUserRequest(allowedAddresses: ["home"]),
        ChangeUserRequest(allowedAddresses: [String](repeating: "10.0.0.1", count: 101)),
    ])
    func `what a person can't have is invalid_argument and changes nothing`(request: ChangeUserRequest) async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let code = await failureCode { _ = try await f.people.change("ann", request, if: .none, by: .local) }
            #expect(code == .invalidArgument)
            #expect(try await f.people.user("ann", by: .local) == ann)
        }
    }

    @Test func `a change is made when the person is as expected, whenever they were last there`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            let before = try PeopleService.revision(of: ann)
            f.time.advance(by: .seconds(600))
            _ = try await f.session(of: "ann")
            let condition = EntityCondition.unchanged(since: before)
            let changed = try await f.people.change(
                "ann", ChangeUserRequest(displayName: "Ann", email: "a@b"), if: condition, by: .local)
            #expect(changed.user.displayName == "Ann")
            let late = await failureCode {
                _ = try await f.people.change("ann", ChangeUserRequest(displayName: "X"), if: condition, by: .local)
            }
            #expect(late == .preconditionFailed)
            #expect(
                await failureCode { try await f.people.delete("ann", if: condition, by: .local) } == .preconditionFailed
            )
            let now = try PeopleService.revision(of: changed.user)
            let cleared = try await f.people.change(
                "ann", ChangeUserRequest(email: ""), if: .unchanged(since: now), by: .local)
            #expect(cleared.user.email == nil)
            #expect(cleared.user.displayName == "Ann")
        }
    }

    @Test func `of two changes from the same state one is made`() async throws {
        try await IdentityFixture.with { f in
            let condition = EntityCondition.unchanged(since: try PeopleService.revision(of: try await f.person("ann")))
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        await failureCode {
                            _ = try await f.people.change(
                                "ann", ChangeUserRequest(displayName: "Ann \(number)"), if: condition, by: .local)
                        }
                    }
                }
                return await group.reduce(into: [FailureCode?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.count { $0 == .preconditionFailed } == 7)
        }
    }

    @Test func `who is deleted leaves nothing that could sign in, and the name is free again`() async throws {
        try await IdentityFixture.with { f in
            let ann = try await f.person("ann")
            _ = try await f.secondFactor(of: try await f.session(of: "ann"))
            try await f.people.delete(ann.id.description, if: .none, by: .local)
            #expect(await failureCode { _ = try await f.people.user("ann", by: .local) } == .userNotFound)
            #expect(await failureCode { _ = try await f.session(of: "ann") } == .signInFailed)
            let left = try await f.database.read { connection in
                try ["sessions", "passwords", "second_factors", "recovery_codes", "sealed_records"].filter {
                    try connection.row("SELECT * FROM \($0) LIMIT 1") != nil
                }
            }
            #expect(left.isEmpty)
            let again = try await f.person("ann")
            #expect(again.id != ann.id && !again.twoFactor)
        }
    }

    @Test func `pages have everybody once`() async throws {
        try await IdentityFixture.with { f in
            for name in ["d", "b", "a", "c", "e"] { try await f.person(name) }
            var (names, cursor) = ([String](), String?.none)
            repeat {
                let filter = UserFilter(
                    order: try ListOrder(sort: "-name", cursor: cursor, limit: 2, fallback: .name))
                let page = try await f.people.users(filter, by: .local)
                names += page.items.map(\.name.text)
                cursor = page.next
            } while cursor != nil
            #expect(names == ["e", "d", "c", "b", "a"])
        }
    }

    @Test func `the largest page too says whether another follows`() async throws {
        try await IdentityFixture.with { f in
            try await f.database.write { [time = f.time.now, random = f.context.random] connection in
                for number in 0..<1001 {
                    let name = try UserName("user\(number)")
                    let user = User(id: random.identifier(at: time), name: name, displayName: "x", createdAt: time)
                    try UserStore().insert(user, on: connection)
                    try TeamStore().insert(
                        Team(id: random.identifier(at: time), name: name, createdAt: time), on: connection)
                }
            }
            let users = try await f.people.users(UserFilter(order: ListOrder(.name, limit: 1000)), by: .local)
            let teams = try await f.people.teams(TeamFilter(order: ListOrder(.name, limit: 1000)), by: .local)
            for (count, next) in [(users.items.count, users.next), (teams.items.count, teams.next)] {
                #expect(count == 1000 && next != nil)
            }
            let order = try ListOrder<UserFilter.Key>(sort: "name", cursor: users.next, limit: 1000, fallback: .name)
            let rest = try await f.people.users(UserFilter(order: order), by: .local)
            #expect(rest.items.count == 1 && rest.next == nil)
        }
    }

    @Test func `each change is told of once, and says what changed but no secret`() async throws {
        try await IdentityFixture.with { f in
            try await f.person("ann")
            _ = try await f.people.change(
                "ann", ChangeUserRequest(disabled: false, grants: [Grant(.viewer)]), if: .none, by: .local)
            _ = try await f.people.change(
                "ann", ChangeUserRequest(disabled: true, reset: .password), if: .none, by: .local)
            _ = try await f.people.change("ann", ChangeUserRequest(), if: .none, by: .local)
            let events = try await f.context.events.read(after: nil)
            #expect(events.map(\.type) == ["user.created", "grant.changed", "user.changed"])
            #expect(events.last?.data == ["fields": ["disabled", "password"], "by": "local"])
            #expect(events[1].data == ["grants": ["viewer everything"], "by": "local"])
        }
    }
}
