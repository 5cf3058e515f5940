// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

@Suite struct RoleTests {
    private let shop: Project
    private let blog: Project

    init() throws {
        func project(_ name: String, _ ordinal: Int) throws -> Project {
            let moment = Timestamp(millisecondsSinceEpoch: 1)
            return Project(
                id: ProjectID(at: moment, random: (UInt64(ordinal), 0)), name: try ProjectName(name),
                createdAt: moment, ordinal: ordinal)
        }
        shop = try project("shop", 1)
        blog = try project("blog", 2)
    }

    @Test("each role may do what the one before it may, and more")
    func rolesGrow() {
        for (lower, higher) in zip(Role.allCases, Role.allCases.dropFirst()) {
            #expect(lower.permissions.isStrictSubset(of: higher.permissions))
            #expect(lower < higher)
        }
    }

    @Test("a grant for a project holds for that project alone")
    func projectScope() {
        let principal = Principal(method: .session, grants: [Grant(.operator, .project(shop.id))])
        #expect(principal.may(.operate, on: shop))
        #expect(!principal.may(.view, on: blog))
        #expect(!principal.may(.view))
        #expect(!principal.may(.administer, on: shop))
    }

    @Test("a token may only what its owner may and its limit says")
    func tokenLimit() throws {
        let limited = Principal(
            method: .apiToken, grants: [Grant(.owner)],
            limit: TokenLimit(permissions: [.view, .deploy], projects: [shop.name]))
        #expect(limited.may(.deploy, on: shop))
        #expect(!limited.may(.operate, on: shop))
        #expect(!limited.may(.view, on: blog))
        #expect(!limited.may(.view))
        let beyond = Principal(
            method: .apiToken, grants: [Grant(.viewer)], limit: TokenLimit(permissions: [.view, .deploy]))
        #expect(!beyond.may(.deploy, on: shop))
    }

    @Test("scopes are read as they are written", arguments: ["everything", "device_group/shops", "project/"])
    func scopeText(text: String) {
        let full = text == "project/" ? text + shop.id.description : text
        #expect(GrantScope(full)?.description == full)
    }

    @Test(
        "what is no scope is refused",
        arguments: [
            "", "all", "project/shop", "device_group/", "everything/else",
            "device_group/e" + String(repeating: "\u{301}", count: 64),
        ])
    func foreignScope(text: String) { #expect(GrantScope(text) == nil) }
}
