// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Model
import Primitives
import Testing
import Wire

@Suite struct EventListTests {
    @Test("pages of events join without a gap, newest first")
    func pages() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            let all = try await plane.ask(.get, "/v1/events?limit=1000").decode(as: Page<Event>.self)
            #expect(all.next == nil && all.items.count > 5)
            #expect(all.items.map(\.cursor) == all.items.map(\.cursor).sorted(by: >))
            var joined: [Event] = []
            var cursor: String?
            repeat {
                let page = try await plane.ask(.get, "/v1/events?limit=3" + (cursor.map { "&cursor=\($0)" } ?? ""))
                    .decode(as: Page<Event>.self)
                joined += page.items
                cursor = page.next
            } while cursor != nil
            #expect(joined == all.items)
        }
    }

    @Test("events are chosen by what they are about and by how their type begins")
    func filters() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            _ = try await plane.ask(
                .put, "/v1/projects/shop/environment/A", #"{"value": "hidden-value", "secret": true}"#)
            let releases = try await plane.ask(.get, "/v1/events?type=release.").decode(as: Page<Event>.self).items
            #expect(!releases.isEmpty && releases.allSatisfy { $0.type.hasPrefix("release.") })
            let subject = try #require(releases.first).subject
            let own = try await plane.ask(.get, "/v1/events?subject=\(subject)").decode(as: Page<Event>.self).items
            #expect(own.allSatisfy { $0.subject == subject } && own.first?.type == "environment.changed")
            let none = try await plane.ask(.get, "/v1/events?subject=project/none").decode(as: Page<Event>.self)
            #expect(none.items.isEmpty)
            let wild = try await plane.ask(.get, "/v1/events?type=%25").decode(as: Page<Event>.self)
            #expect(wild.items.isEmpty)
            #expect(try await !plane.ask(.get, "/v1/events?limit=1000").text.contains("hidden-value"))
        }
    }

    @Test("a cursor of another list is refused")
    func foreignCursor() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            try await plane.delivery.deploy(["index.html": "two"])
            let cursor = try await plane.ask(.get, "/v1/runs?limit=1").decode(as: Page<Run>.self).next
            try await plane.expectProblem(422, "invalid_cursor", .get, "/v1/events?cursor=\(try #require(cursor))")
            try await plane.expectProblem(422, "invalid_cursor", .get, "/v1/events?cursor=x")
        }
    }
}
