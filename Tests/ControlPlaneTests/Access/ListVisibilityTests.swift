// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Model
import Primitives
import Testing
import Wire
import Workflows

/// What lists, streams and the live connection show to somebody who may see one of two projects.
@Suite struct ListVisibilityTests {
    /// Those who see all of it, so that what is missing for others is really there.
    private static func seesAll(_ caller: AccessCaller) -> Bool { caller.everywhere.contains(.view) }

    private static func withReaders(
        _ body: @escaping (AccessWorld, AccessCaller, Set<String>) async throws -> Void
    ) async throws {
        try await AccessWorld.with { world in
            var count = 0
            for caller in world.callers where seesAll(caller) || caller.onShop.contains(.view) {
                try await body(world, caller, seesAll(caller) ? ["shop", "other"] : ["shop"])
                count += 1
            }
            #expect(count > 12)
        }
    }

    @Test func listsHaveWhatTheCallerMaySeeAndNothingElse() async throws {
        try await Self.withReaders { world, caller, names in
            let shown = Set(names.map { $0 == "shop" ? world.shop.id : world.other.id })
            let who: Comment = "\(caller)"
            func get<Value: Decodable>(_ target: String, as type: Value.Type = Value.self) async throws -> Value {
                try await world.plane.fromNetwork(.get, target, headers: caller.headers).decode()
            }
            let projects: Page<ProjectStatus> = try await get("/v1/projects")
            #expect(Set(projects.items.map(\.project.name.text)) == names, who)
            for target in ["/v1/runs?limit=1000", "/v1/runs?limit=1000&kind=deploy"] {
                let runs: Page<Run> = try await get(target)
                #expect(Set(runs.items.compactMap(\.projectID)) == shown, who)
                #expect(runs.items.contains { $0.projectID == nil } == Self.seesAll(caller), who)
            }
            let overview: Overview = try await get("/v1/overview")
            #expect(overview.projects == names.count, who)
            #expect(Set(overview.waiting.compactMap(\.projectID)) == shown, who)
            #expect(overview.metrics.days.reduce(0) { $0 + $1.succeeded } == names.count, who)
            let notices: NotificationList = try await get("/v1/notifications?limit=100")
            #expect(Set(notices.items.compactMap { $0.project?.text }) == names, who)
            #expect(notices.unread == names.count, who)
        }
    }

    @Test func questionsAboutWhatIsHiddenFindNothing() async throws {
        try await Self.withReaders { world, caller, names in
            let who: Comment = "\(caller)"
            func events(_ query: String) async throws -> [Event] {
                try await world.plane.fromNetwork(.get, "/v1/events?limit=1000\(query)", headers: caller.headers)
                    .decode(as: Page<Event>.self).items
            }
            let (shop, other) = ("project/\(world.shop.id)", "project/\(world.other.id)")
            let all = Set(try await events("").map(\.subject))
            #expect(all.isSuperset(of: [shop]) && all.contains(other) == Self.seesAll(caller), who)
            #expect(Self.seesAll(caller) || all == [shop], who)
            #expect(try await !events("&subject=\(shop)").isEmpty, who)
            #expect(try await events("&subject=\(other)").isEmpty != Self.seesAll(caller), who)
            let owner = try #require(world.owner.user?.id)
            // Who may not list people is not told of them by their events either.
            let administers = caller.everywhere.contains(.administer)
            #expect(try await events("&subject=user/\(owner)").isEmpty != administers, who)
            #expect(Set(try await events("&type=run.").map(\.subject)).contains(other) == Self.seesAll(caller), who)
            let runs = try await world.plane.fromNetwork(.get, "/v1/runs?project=other", headers: caller.headers)
            let none = try await world.plane.fromNetwork(.get, "/v1/runs?project=nosuch", headers: caller.headers)
            guard !Self.seesAll(caller) else {
                #expect(runs.status == 200, who)
                return
            }
            #expect(runs.status == 404, who)
            #expect(runs.text.split(separator: "other").joined(separator: "nosuch") == none.text, who)
        }
    }

    @Test func streamsBringWhatTheCallerMaySeeAndNothingElse() async throws {
        try await Self.withReaders { world, caller, names in
            let log = world.plane.delivery.parts.events
            _ = try await log.append("test.hidden", subject: "project/\(world.other.id)")
            _ = try await log.append("test.person", subject: "user/somebody")
            let last = try await log.append("test.shown", subject: "project/\(world.shop.id)")
            var headers = caller.headers
            headers.add("Accept", "text/event-stream")
            let response = try await HTTPClient().request(
                to: world.plane.network, HTTPClientRequest(.get, "/v1/events?after=0", headers: headers))
            var types: Set<String> = []
            var subjects: Set<String> = []
            for try await event in response.events {
                guard !event.data.isEmpty else { continue }
                types.insert(event.event)
                subjects.insert(try JSONText.decode(Event.self, from: event.data).subject)
                if event.id == String(last) { break }
            }
            response.close()
            #expect(types.contains("test.shown"), "\(caller)")
            #expect(types.contains("test.hidden") == Self.seesAll(caller), "\(caller)")
            #expect(types.contains("test.person") == caller.everywhere.contains(.administer), "\(caller)")
            #expect(Self.seesAll(caller) || subjects == ["project/\(world.shop.id)"], "\(caller)")
        }
    }

    @Test func theLiveConnectionSubscribesToNothingHidden() async throws {
        try await Self.withReaders { world, caller, names in
            let who: Comment = "\(caller)"
            var options = WebSocketOptions()
            options.subprotocols = [LiveProtocol.name]
            let socket = try await HTTPClient().webSocket(
                to: world.plane.network, "/v1/live", headers: caller.headers, options: options)
            let hidden = try #require(world.runs[.other])
            let topics: [(String, LiveTopic)] = [
                ("events", .events(.init(after: 0, subjects: ["project/\(world.other.id)"]))),
                ("run", .run(.init(run: hidden))),
                ("loose", .run(.init(run: try #require(world.runs[.installation])))),
                ("logs", .logs(.init(project: world.other.name))),
                ("shop", .run(.init(run: try #require(world.runs[.shop])))),
            ]
            for (id, topic) in topics {
                try await socket.send(try JSONText.encode(LiveRequest.subscribe(id: id, topic)))
            }
            try await socket.send(try JSONText.encode(LiveRequest.ping))
            var (seen, refused): (Set<String>, Set<String>) = ([], [])
            // The answers to the subscriptions come one by one, in no order with the answer to the ping.
            while !refused.union(seen).isSuperset(of: ["run", "loose", "logs", "shop"]) {
                guard case .text(let text)? = try await socket.receive() else { break }
                switch try JSONText.decode(LiveMessage.self, from: text) {
                case .event(let id, _): seen.insert(id)
                case .subscribed(let id, _) where id != "events": seen.insert(id)
                case .error(let id, let problem):
                    refused.insert(id ?? "")
                    #expect(problem.failure.code.category == .notFound || Self.seesAll(caller), who)
                default: break
                }
            }
            #expect(seen.contains("shop"), who)
            #expect(Self.seesAll(caller) ? !refused.contains("run") : refused == ["run", "loose", "logs"], who)
            #expect(Self.seesAll(caller) || !seen.contains("events"), who)
        }
    }
}
