// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Model
import Primitives
import Testing
import Wire

/// Pages of lists, and what is said to queries and bodies that nobody understands.
@Suite struct ListPageTests {
    private static func names(_ plane: LiveControlPlane, _ query: String) async throws -> (
        names: [String], next: String?
    ) {
        let page = try await plane.ask(.get, "/v1/projects?\(query)").decode(as: Page<ProjectStatus>.self)
        return (page.items.map(\.project.name.text), page.next)
    }

    @Test func pagesFollowOneAnotherInEitherDirection() async throws {
        try await LiveControlPlane.with { plane in
            for name in ["delta", "alpha", "echo", "bravo", "charlie"] {
                _ = try await plane.delivery.makeProject(name)
            }
            let expected = ["alpha", "bravo", "charlie", "delta", "echo"]
            for (sort, order) in [("name", expected), ("-name", expected.reversed())] {
                var (found, next) = try await Self.names(plane, "limit=2&sort=\(sort)")
                while let cursor = next {
                    let page = try await Self.names(plane, "limit=2&sort=\(sort)&cursor=\(cursor)")
                    found += page.names
                    next = page.next
                }
                #expect(found == order)
            }
            #expect(try await Self.names(plane, "sort=created_at").names.first == "delta")
            let full = try await Self.names(plane, "limit=5")
            #expect(full.names.count == 5 && full.next == nil)
        }
    }

    @Test func whatComesBetweenTwoPagesIsNotShownTwiceNorHidesAnother() async throws {
        try await LiveControlPlane.with { plane in
            for name in ["bravo", "delta", "foxtrot"] { _ = try await plane.delivery.makeProject(name) }
            let first = try await Self.names(plane, "limit=2&sort=name")
            _ = try await plane.delivery.makeProject("alpha")
            _ = try await plane.delivery.makeProject("echo")
            let rest = try await Self.names(plane, "limit=9&sort=name&cursor=\(try #require(first.next))")
            #expect(rest.names == ["echo", "foxtrot"])
        }
    }

    @Test func releasesFollowOneAnotherToo() async throws {
        try await LiveControlPlane.with { plane in
            for version in ["one", "two", "three"] { try await plane.delivery.deploy(["index.html": version]) }
            for (sort, order) in [
                ("", [3, 2, 1]), ("&sort=number", [1, 2, 3]), ("&sort=-number", [3, 2, 1]),
                ("&sort=created_at&profile=production", [1, 2, 3]), ("&profile=staging", []),
            ] {
                let list = "/v1/projects/shop/releases?limit=2\(sort)"
                var page = try await plane.ask(.get, list).decode(as: Page<Release>.self)
                var found = page.items.map(\.number)
                while let cursor = page.next {
                    page = try await plane.ask(.get, "\(list)&cursor=\(cursor)").decode(as: Page<Release>.self)
                    found += page.items.map(\.number)
                }
                #expect(found == order, "\(sort)")
            }
            let page = try await plane.ask(.get, "/v1/projects/shop/releases?limit=1").decode(as: Page<Release>.self)
            let cursor = try #require(page.next)
            try await plane.expectProblem(
                422, "invalid_cursor", .get, "/v1/projects/shop/releases?limit=1&sort=number&cursor=\(cursor)")
        }
    }

    @Test func cursorsAreGoodForTheirOwnListAndOrder() async throws {
        try await LiveControlPlane.with { plane in
            for name in ["bravo", "delta"] { _ = try await plane.delivery.makeProject(name) }
            let cursor = try #require(try await Self.names(plane, "limit=1&sort=name").next)
            for target in [
                "/v1/projects?sort=-name&cursor=\(cursor)", "/v1/projects?sort=created_at&cursor=\(cursor)",
                "/v1/runs?cursor=\(cursor)", "/v1/events?cursor=\(cursor)", "/v1/audit?cursor=\(cursor)",
                "/v1/notifications?cursor=\(cursor)", "/v1/users?cursor=\(cursor)", "/v1/users?sort=name&cursor=n:x:5",
                "/v1/users?sort=created_at&cursor=t:x:y", "/v1/projects?cursor=e30", "/v1/projects?cursor=%00",
                "/v1/projects?cursor=\(cursor)x",
            ] {
                let answer = try await plane.ask(.get, target)
                #expect(answer.status == 422, "\(target): \(answer.text)")
            }
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects?sort=nodes")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects?cursor=")
        }
    }

    @Test(
        arguments: [
            (#"{"name": "ann", "displayname": "A"}"#, "display_name"),
            (#"{"name": "ann", "grants": [{"rôle": 1}]}"#, nil),
            (
                #"{"name": "ann", "grants": [{"role": "viewer", "scope": "everything", "until": "x"}]}"#,
                "grants.0.until"
            ),
            (#"{"name": "ann", "admin": true}"#, "'admin' is not known"),
        ] as [(String, String?)])
    func membersThatNobodyKnowsAreRefused(body: String, said: String?) async throws {
        try await LiveControlPlane.with { plane in
            let answer = try await plane.ask(.post, "/v1/users", body)
            #expect(answer.status == 422, "\(answer.text)")
            if let said {
                try LiveControlPlane.expectProblem(answer, 422, "unknown_member")
                #expect(answer.text.contains(said))
            }
            try await plane.expectProblem(404, "user_not_found", .get, "/v1/users/ann")
        }
    }

    @Test func otherTypesThanJSONAreRefused() async throws {
        try await LiveControlPlane.with { plane in
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
                try await plane.expectProblem(
                    415, "unsupported_media_type", .post, "/v1/users", #"{"name": "ann"}"#,
                    headers: ["Content-Type": type])
            }
            let answer = try await plane.ask(
                .post, "/v1/users", #"{"name": "ann"}"#, headers: ["Content-Type": "Application/JSON; charset=utf-8"])
            #expect(answer.status == 201)
        }
    }
}
