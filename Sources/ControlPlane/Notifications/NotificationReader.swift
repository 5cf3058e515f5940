// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Wire

/// Makes notifications of the events that somebody may see.
struct NotificationReader: Sendable {
    /// Events looked through for one page at most: who may see little must not make the server read everything.
    private static let depth = 5000
    private static let pageSize = 500

    /// The runs and projects that the events are about, as far as they are still there.
    let projects: [ProjectID: ProjectName]
    /// Nil sees all.
    let visible: Set<ProjectID>?
    let readUntil: Int64

    /// Up to `limit` notifications before a cursor, newest first, and whether there are more.
    func page(before: Int64?, limit: Int, on connection: any ReadConnection) throws -> (
        items: [Notification], more: Bool
    ) {
        var items: [Notification] = []
        var place = before
        var seen = 0
        while seen < Self.depth {
            let events = try EventStore().notable(before: place, limit: Self.pageSize, on: connection)
            for event in events {
                guard let item = try notification(of: event, on: connection) else { continue }
                guard items.count < limit else { return (items, true) }
                items.append(item)
            }
            guard let last = events.last, events.count == Self.pageSize else { break }
            place = last.cursor
            seen += events.count
        }
        return (items, false)
    }

    /// How many are not read, counted up to 100.
    func unread(on connection: any ReadConnection) throws -> Int {
        let events = try EventStore().notable(after: readUntil, limit: Self.depth, on: connection)
        var count = 0
        for event in events where count < 100 {
            if try notification(of: event, on: connection) != nil { count += 1 }
        }
        return count
    }

    private func notification(of event: Event, on connection: any ReadConnection) throws -> Notification? {
        let project = event.subject.hasPrefix("project/") ? ProjectID(event.subject.dropFirst(8)) : nil
        if let visible, !(project.map(visible.contains) ?? false) { return nil }
        let name = project.flatMap { projects[$0] }
        guard let story = try story(of: event, name, on: connection) else { return nil }
        return Notification(
            cursor: event.cursor, at: event.at, kind: story.kind, title: story.title, text: story.text, project: name,
            run: event.runID, read: event.cursor <= readUntil)
    }

    private struct Story {
        var kind: Notification.Kind
        var title: String
        var text: String?
    }

    private func story(
        of event: Event, _ project: ProjectName?, on connection: any ReadConnection
    ) throws -> Story? {
        let place = project.map { " of \($0)" } ?? ""
        switch event.type {
        case "run.waiting":
            guard let run = try event.runID.flatMap({ try RunStore().find($0, on: connection) }), run.state == .waiting
            else { return nil }
            return Story(
                kind: .question, title: "\(run.kind)\(place) needs an answer",
                text: event.data["question"]?["text"]?.string ?? event.data["question"]?.string)
        case "run.finished":
            guard let state = event.data["state"]?.string.flatMap(RunState.init(rawValue:)) else { return nil }
            let kind = try event.runID.flatMap { try RunStore().find($0, on: connection) }?.kind ?? "run"
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
