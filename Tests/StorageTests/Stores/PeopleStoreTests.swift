// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct PeopleStoreTests {
    private let users = UserStore()
    private let teams = TeamStore()
    private let grants = GrantStore()
    private let records = Records()

    private func user(_ name: String, grants: [Grant] = [], in database: any Database) async throws -> User {
        records.time.advance(by: .milliseconds(1))
        let user = User(
            id: records.random.identifier(at: records.time.now), name: try UserName(name), displayName: name,
            email: "\(name)@example.com", createdAt: records.time.now, grants: grants,
            allowedAddresses: ["10.0.0.0/8"])
        try await database.write { [users] in try users.insert(user, on: $0) }
        return user
    }

    private func team(
        _ name: String, grants: [Grant] = [], members: [String] = [], in database: any Database
    ) async throws -> Team {
        let team = Team(
            id: records.random.identifier(at: records.time.now), name: try UserName(name), createdAt: records.time.now,
            grants: grants, members: try members.map { try UserName($0) })
        try await database.write { [teams] in try teams.insert(team, on: $0) }
        return team
    }

    @Test func `a person is found by name, by ID and by either as they were written`() async throws {
        try await TemporaryDatabase.with { database in
            let ann = try await user("ann", grants: [Grant(.owner)], in: database)
            let found = try await database.read { [users] connection in
                [
                    try users.find(ann.id, on: connection), try users.find(named: ann.name, on: connection),
                    try users.require("ANN", on: connection), try users.require(ann.id.description, on: connection),
                ]
            }
            #expect(found == [ann, ann, ann, ann])
        }
    }

    @Test func `a second person of the same name in other letters is user_exists`() async throws {
        try await TemporaryDatabase.with { database in
            _ = try await user("ann", in: database)
            let failure = await #expect(throws: Failure.self) { _ = try await user("ANN", in: database) }
            #expect(failure?.code == .userExists)
            let nobody = await #expect(throws: Failure.self) {
                try await database.read { [users] in _ = try users.require("bob", on: $0) }
            }
            #expect(nobody?.code == .userNotFound)
        }
    }

    @Test func `what a person may is their own grants and those of their teams`() async throws {
        try await TemporaryDatabase.with { database in
            let shop = try await records.project("shop", in: database)
            let ann = try await user("ann", grants: [Grant(.viewer)], in: database)
            let bob = try await user("bob", in: database)
            let team = try await team(
                "ops", grants: [Grant(.operator, .project(shop.id)), Grant(.viewer)], members: ["ann"], in: database)
            let (hers, his, found) = try await database.read { [grants, users] connection in
                (
                    try grants.effective(for: ann.id, on: connection),
                    try grants.effective(for: bob.id, on: connection),
                    try users.require("ann", on: connection)
                )
            }
            #expect(Set(hers) == [Grant(.viewer), Grant(.operator, .project(shop.id))])
            #expect(hers.count == 2)
            #expect(his.isEmpty)
            #expect(found.grants == [Grant(.viewer)])
            #expect(found.teams == ["ops"])
            try await database.write { [teams] in _ = try teams.delete(team.id, on: $0) }
            let after = try await database.read { [grants] in try grants.effective(for: ann.id, on: $0) }
            #expect(after == [Grant(.viewer)])
        }
    }

    @Test func `a project takes its grants along, and none is given for a project that is not there`() async throws {
        try await TemporaryDatabase.with { database in
            let shop = try await records.project("shop", in: database)
            let scope = GrantScope.project(shop.id)
            let ann = try await user("ann", grants: [Grant(.viewer), Grant(.admin, scope)], in: database)
            let ops = try await team("ops", grants: [Grant(.deployer, scope)], members: ["ann"], in: database)
            try await database.write { _ = try ProjectStore().delete(shop.id, on: $0) }
            let left = try await database.read { [grants] connection in
                [
                    try grants.list(of: ann.id, on: connection), try grants.list(of: ops.id, on: connection),
                    try grants.effective(for: ann.id, on: connection),
                ]
            }
            #expect(left == [[Grant(.viewer)], [], [Grant(.viewer)]])
            let failure = await #expect(throws: Failure.self) {
                try await database.write { [grants] in try grants.replace([Grant(.viewer, scope)], of: ann.id, on: $0) }
            }
            #expect(failure?.code == .projectNotFound)
        }
    }

    @Test func `of several grants for one scope the highest counts`() async throws {
        try await TemporaryDatabase.with { database in
            let ann = try await user("ann", grants: [Grant(.viewer), Grant(.admin), Grant(.deployer)], in: database)
            let found = try await database.read { [grants] in try grants.list(of: ann.id, on: $0) }
            #expect(found == [Grant(.admin)])
        }
    }

    @Test func `owners are counted by own grants and by teams, the disabled ones not`() async throws {
        try await TemporaryDatabase.with { database in
            var ann = try await user("ann", grants: [Grant(.owner)], in: database)
            _ = try await user("bob", in: database)
            _ = try await user("cat", in: database)
            _ = try await team("owners", grants: [Grant(.owner)], members: ["ann", "bob"], in: database)
            func owners() async throws -> Int {
                try await database.read { [grants] in try grants.enabledHolders(of: .owner, on: $0) }
            }
            #expect(try await owners() == 2)
            ann.disabled = true
            try await database.write { [users, ann] in try users.update(ann, on: $0) }
            #expect(try await owners() == 1)
        }
    }

    @Test(arguments: [UserFilter.Key.name, .createdAt], [false, true])
    func `pages of a list have everybody once, in order, whatever comes meanwhile`(
        key: UserFilter.Key, descending: Bool
    ) async throws {
        try await TemporaryDatabase.with { database in
            for name in ["d", "a", "c", "b", "e"] { _ = try await user(name, in: database) }
            var (filter, names) = (UserFilter(order: ListOrder(key, descending: descending, limit: 2)), [String]())
            while true {
                let page = try await database.read { [users, filter] in try users.list(filter, on: $0) }
                guard let last = page.last else { break }
                names += page.map(\.name.text)
                // A row before the place must shift nothing.
                if key == .name, !descending { _ = try? await user("0\(names.count)", in: database) }
                filter.order.after = try ListPlace(cursor: filter.place(after: last).cursor)
            }
            let expected = key == .name ? ["a", "b", "c", "d", "e"] : ["d", "a", "c", "b", "e"]
            #expect(names == (descending ? expected.reversed() : expected))
        }
    }

    @Test func `a page has everybody with what is theirs, as if they were found one by one`() async throws {
        try await TemporaryDatabase.with { database in
            for name in ["ann", "bob", "cat", "dan"] {
                let grants = [Grant(.viewer), Grant(.admin, .deviceGroup(name))]
                _ = try await user(name, grants: name == "cat" ? [] : grants, in: database)
            }
            for name in ["ops", "devs", "web"] {
                let members = name == "web" ? [] : ["dan", "ann", "cat"]
                _ = try await team(
                    name, grants: [Grant(.deployer), Grant(.viewer, .deviceGroup(name))], members: members, in: database
                )
            }
            try await database.read { [users, teams] connection in
                let people = UserFilter(team: try UserName("ops"), order: ListOrder(.name, descending: true, limit: 2))
                let alone = try ["dan", "cat"].map { try users.require($0, on: connection) }
                #expect(try users.list(people, on: connection) == alone)
                #expect(alone.map(\.teams) == [["devs", "ops"], ["devs", "ops"]])
                let after = ListPlace(value: .text("devs"), id: "")
                let page = TeamFilter(order: ListOrder(.name, after: after, limit: 2))
                let single = try ["devs", "ops"].map { try teams.require($0, on: connection) }
                #expect(try teams.list(page, on: connection) == single)
                #expect(single[0].members.map(\.text) == ["ann", "cat", "dan"])
            }
        }
    }

    @Test func `people are filtered by team and by who is disabled`() async throws {
        try await TemporaryDatabase.with { database in
            for name in ["ann", "bob"] { _ = try await user(name, in: database) }
            let ops = try await team("ops", members: ["ann"], in: database)
            _ = try await team("other", in: database)
            let found = try await database.read { [users] connection in
                (
                    try users.list(UserFilter(team: ops.name), on: connection).map(\.name.text),
                    try users.list(UserFilter(disabled: true), on: connection).count
                )
            }
            #expect(found.0 == ["ann"])
            #expect(found.1 == 0)
        }
    }

    @Test(arguments: ["", "x", "n:1:x", "q:1:2", "t:1"]) func `what is no cursor is refused`(text: String) {
        let failure = #expect(throws: Failure.self) { _ = try ListPlace(cursor: text) }
        #expect(failure?.code == .invalidArgument)
    }

    @Test func `a sort is a name of the list's own, with - for descending`() throws {
        let order = try ListOrder<UserFilter.Key>(sort: "-created_at", cursor: nil, limit: nil, fallback: .name)
        #expect(order == ListOrder(.createdAt, descending: true))
        for (sort, limit) in [("password", 1), ("", 1), ("name", 0), ("name", 1001), ("--name", 1)] {
            let failure = #expect(throws: Failure.self) {
                _ = try ListOrder<UserFilter.Key>(sort: sort, cursor: nil, limit: limit, fallback: .name)
            }
            #expect(failure?.code == .invalidArgument)
        }
    }

    @Test func `a team is renamed, and not to a name that is taken`() async throws {
        try await TemporaryDatabase.with { database in
            var ops = try await team("ops", in: database)
            _ = try await team("other", in: database)
            ops.name = try UserName("operators")
            try await database.write { [teams, ops] in try teams.update(ops, on: $0) }
            let found = try await database.read { [teams] in try teams.require("operators", on: $0) }
            #expect(found == ops)
            ops.name = try UserName("other")
            let failure = await #expect(throws: Failure.self) {
                try await database.write { [teams, ops] in try teams.update(ops, on: $0) }
            }
            #expect(failure?.code == .teamExists)
        }
    }
}
