// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import OpenAPI
import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    var eventOperations: [Operation] {
        [
            .stream(
                "/v1/events", "listEvents", .known,
                "What happened, newest first; as server-sent events, everything from a cursor on as it happens",
                query: [.subject, .type, .after, .limit, .cursor], traits: [.tagged],
                answers: [.json(.ok, "What happened", Page<Event>.self), .events]
            ) { call in
                guard call.wantsEvents else { return try await call.respond(tagging: try await eventPage(call)) }
                let filter = EventFilter(
                    subjects: try call.query(.subject).map { [$0] }, types: try call.query(.type).map { [$0] })
                try await live.streamEvents(call.exchange, filter, after: try call.eventCursor) {
                    try await viewer(of: call)
                }
            },
            .stream(
                "/v1/runs/{run}/events", "followRun", .run(.view),
                "A run's events and log from a cursor on, to its end",
                query: [.after], answers: [.events]
            ) { call in
                try await live.streamRun(call.exchange, try call.run.id, after: try call.eventCursor) {
                    try await viewer(of: call)
                }
            },
            .stream(
                "/v1/live", "openLive", .known, "A WebSocket (dextra.live.v1) for everything that the page follows",
                answers: [.init(status: .switchingProtocols, about: "The WebSocket")]
            ) { call in
                // Where the page's address is known, a proxy may have put another into Host.
                let origins = access.publicURL.map { WebSocketOptions.Origins.listed([$0]) } ?? .sameHost
                try await live.serve(call.exchange, origins: origins) { try await viewer(of: call) }
            },
        ]
    }

    /// The caller as one who watches.
    ///
    /// - isUse: as of ``CallerReader/caller(of:isUse:)``.
    func viewer(of call: Call, isUse: Bool = true) async throws -> CallerViewer {
        try await CallerViewer(
            of: call.exchange.request, CallerReader(identity: identity, policy: access), database: database,
            isUse: isUse)
    }

    private func eventPage(_ call: Call) async throws -> Page<Event> {
        guard try call.query(.after) == nil else {
            throw Failure(
                .invalidArgument, "'after' is for a stream of events",
                hint: "ask with Accept: text/event-stream, or page with 'cursor'")
        }
        let page = try call.page
        let principal = try call.principal
        var filter = EventFilter(
            subjects: try await visibleSubjects(of: principal, asked: try call.query(.subject)),
            types: try call.query(.type).map { [$0] })
        if !principal.may(.administer) { filter.people = principal.ownSubject.map { [$0] } ?? [] }
        let before = try page.place(in: "events") { Int64($0) }
        let found = try await events.newest(filter, before: before, limit: page.limit + 1)
        return try page.page(of: found, in: "events") { String($0.cursor) }
    }

    /// What events may be about for somebody; nil for anything.
    private func visibleSubjects(of principal: Principal, asked subject: String?) async throws -> Set<String>? {
        let visible =
            principal.may(.view) ? nil : Set(try await visibleProjects(of: principal).map { "project/\($0.id)" })
        guard let subject else { return visible }
        return visible.map { $0.contains(subject) ? [subject] : [] } ?? [subject]
    }
}

extension Call {
    var wantsEvents: Bool { exchange.request.headers["Accept"]?.contains("text/event-stream") ?? false }

    /// Where a stream of events is taken up: the query's `after`, else what the client says it has seen. 0 is the
    /// beginning. Throws `invalid_argument`.
    fileprivate var eventCursor: Int64? {
        get throws {
            guard let text = try query(.after) ?? exchange.request.headers["Last-Event-ID"] else { return nil }
            guard let cursor = Int64(text), cursor >= 0 else {
                throw Failure(.invalidArgument, "'\(text.prefix(64))' is no event cursor")
            }
            return cursor == 0 ? nil : cursor
        }
    }
}
