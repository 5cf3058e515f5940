// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Model
import Primitives
import Storage
import Synchronization
import Testing
import Wire
import Workflows

@Suite struct NotificationRouteTests {
    @Test("what ended, and what asks, is told newest first and page by page")
    func pages() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            plane.delivery.platform.state.withLock { $0.unhealthy[2] = Failure(.invalidArgument, "not well") }
            let bad = try await plane.delivery.deploy(["index.html": "two"])
            let list = try await plane.ask(.get, "/v1/notifications").decode(as: NotificationList.self)
            #expect(list.items.map(\.kind) == [.failure, .success] && list.unread == 2 && list.next == nil)
            #expect(list.items[0].run == bad.id && list.items[0].project?.text == "shop")
            #expect(list.items.allSatisfy { !$0.read })
            let first = try await plane.ask(.get, "/v1/notifications?limit=1").decode(as: NotificationList.self)
            #expect(first.items == [list.items[0]])
            let cursor = try #require(first.next)
            let second = try await plane.ask(.get, "/v1/notifications?limit=1&cursor=\(cursor)")
            #expect(try second.decode(as: NotificationList.self).items == [list.items[1]])
        }
    }

    @Test("what went by itself hides nothing, however much of it there is")
    func depth() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            let log = plane.delivery.parts.events
            // Ends of runs that are no longer kept: more than are read at once.
            try await plane.delivery.database.write { connection in
                for _ in 0..<450 {
                    _ = try log.append(
                        "run.finished", subject: "server/backup", data: ["state": "succeeded"], on: connection)
                }
            }
            let waiting = try await plane.waitingRun()
            try await log.append("run.waiting", subject: waiting.subject, runID: waiting.id)
            let list = try await plane.ask(.get, "/v1/notifications?limit=2").decode(as: NotificationList.self)
            #expect(list.items.map(\.kind) == [.question, .success] && list.unread == 2 && list.next == nil)
            #expect(list.items.first?.run == waiting.id)
        }
    }

    @Test("a page ends where it has looked through enough, and the next goes on there")
    func goingOn() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            let log = plane.delivery.parts.events
            try await plane.delivery.database.write { connection in
                for _ in 0..<5100 {
                    _ = try log.append(
                        "run.finished", subject: "server/backup", data: ["state": "succeeded"], on: connection)
                }
            }
            let first = try await plane.ask(.get, "/v1/notifications?limit=2").decode(as: NotificationList.self)
            #expect(first.items.isEmpty)
            let next = try #require(first.next)
            let second = try await plane.ask(.get, "/v1/notifications?limit=2&cursor=\(next)")
                .decode(as: NotificationList.self)
            #expect(second.items.map(\.kind) == [.success] && second.next == nil)
        }
    }

    @Test("the machine's own user has no marks and no documents, and is told so")
    func localUser() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.expectProblem(409, "not_a_person", .put, "/v1/notifications/read", #"{"cursor": 1}"#)
            try await plane.expectProblem(409, "not_a_person", .get, "/v1/preferences/overview")
        }
    }
}
