// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Wire

/// Makes notifications of the events that somebody may see.
struct NotificationReader: Sendable {
    /// Events looked through for one page at most: who may see little must not make the server read everything. The next
    /// page goes on from there.
    private static let depth = 5000
    private static let pageSize = 250
    /// Nobody is told of more.
    private static let mostUnread = 100

    /// The projects that the events are about, as far as they are still there.
    let projects: [ProjectID: ProjectName]
    /// Nil sees all.
    let visible: Set<ProjectID>?
    let readUntil: Int64

    /// Up to `limit` notifications before a cursor, newest first, and the cursor before which there may be more; nil at
    /// the end. There can be more where these are fewer than asked for, even none.
    func page(before: Int64?, limit: Int, on connection: any ReadConnection) throws -> (
        items: [Notification], next: Int64?
    ) {
        let (found, end) = try newest(limit + 1, before: before, after: nil, on: connection)
        let items = Array(found.prefix(limit))
        return (items, found.count > limit ? items.last?.cursor : end)
    }

    /// How many are not read, counted up to 100.
    func unread(on connection: any ReadConnection) throws -> Int {
        try newest(Self.mostUnread, before: nil, after: readUntil, on: connection).items.count
    }

    /// - end: the last that was looked at, when that was not all.
    private func newest(
        _ limit: Int, before: Int64?, after: Int64?, on connection: any ReadConnection
    ) throws -> (items: [Notification], end: Int64?) {
        var items: [Notification] = []
        var place = before
        var seen = 0
        while seen < Self.depth, items.count < limit {
            let events = try EventStore().notable(
                before: place, after: after, limit: Self.pageSize, on: connection)
            // All at once: most events of a long list are of runs that nobody is told of.
            let runs = try RunStore().standings(of: Set(events.compactMap(\.runID)), on: connection)
            items += events.compactMap { notification(of: $0, runs) }
            guard let last = events.last, events.count == Self.pageSize else {
                return (Array(items.prefix(limit)), nil)
            }
            place = last.cursor
            seen += events.count
        }
        return (Array(items.prefix(limit)), place)
    }

    private func notification(of event: Event, _ runs: [RunID: RunStanding]) -> Notification? {
        let project = event.subject.hasPrefix("project/") ? ProjectID(event.subject.dropFirst(8)) : nil
        if let visible, !(project.map(visible.contains) ?? false) { return nil }
        let name = project.flatMap { projects[$0] }
        guard let story = story(of: event, name, event.runID.flatMap { runs[$0] }) else { return nil }
        return Notification(
            cursor: event.cursor, at: event.at, kind: story.kind, title: story.title, text: story.text, project: name,
            run: event.runID, read: event.cursor <= readUntil)
    }

    private struct Story {
        var kind: Notification.Kind
        var title: String
        var text: String?
    }

    private func story(of event: Event, _ project: ProjectName?, _ run: RunStanding?) -> Story? {
        let place = project.map { " of \($0)" } ?? ""
        switch event.type {
        case "run.waiting":
            guard let run, run.state == .waiting else { return nil }
            return Story(
                kind: .question, title: "\(run.kind)\(place) needs an answer",
                text: event.data["question"]?["text"]?.string ?? event.data["question"]?.string)
        case "run.finished":
            guard let state = event.data["state"]?.string.flatMap(RunState.init(rawValue:)) else { return nil }
            let kind = run?.kind ?? "run"
            switch state {
            case .succeeded where kind == "deploy" || kind == "rollback":
                return Story(kind: .success, title: "\(kind)\(place) succeeded")
            case .failed, .partial, .rolledBack:
                return Story(
                    kind: .failure, title: "\(kind)\(place) failed", text: event.data["failure"]?["message"]?.string)
            default: return nil
            }
        case "service.state":
            guard let state = event.data["state"]?.string, state != "running" else { return nil }
            return Story(
                kind: .trouble, title: "the service\(place) is \(state.split(separator: "_").joined(separator: " "))",
                text: event.data["detail"]?.string)
        default: return nil
        }
    }
}
