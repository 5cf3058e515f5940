// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension LiveRequest: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case op, id, topic
        case after, subjects, types
        case run
        case project, profile, release, process, tail
    }

    /// Any member's name, to find those that nobody knows.
    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let op = try values.decode(String.self, forKey: .op)
        switch op {
        case "ping":
            try Self.check(decoder, allows: [.op])
            self = .ping
        case "unsubscribe":
            try Self.check(decoder, allows: [.op, .id])
            self = .unsubscribe(id: try Self.id(values))
        case "subscribe": self = .subscribe(id: try Self.id(values), try Self.topic(values, decoder))
        default: throw Failure(.invalidArgument, "unknown op", hint: "use subscribe, unsubscribe or ping")
        }
    }

    private static func topic(_ values: KeyedDecodingContainer<Key>, _ decoder: any Decoder) throws -> LiveTopic {
        switch try values.decode(String.self, forKey: .topic) {
        case "events":
            try check(decoder, allows: [.op, .id, .topic, .after, .subjects, .types])
            return .events(
                LiveTopic.Events(
                    after: try cursor(values), subjects: try entries(values, .subjects),
                    types: try entries(values, .types)))
        case "run":
            try check(decoder, allows: [.op, .id, .topic, .run, .after])
            return .run(
                LiveTopic.RunEvents(run: try values.decode(RunID.self, forKey: .run), after: try cursor(values)))
        case "logs":
            try check(
                decoder, allows: [.op, .id, .topic, .project, .profile, .release, .process, .after, .tail])
            return .logs(try logs(values))
        default: throw Failure(.invalidArgument, "unknown topic", hint: "use events, run or logs")
        }
    }

    private static func logs(_ values: KeyedDecodingContainer<Key>) throws -> LiveTopic.Logs {
        let place = try values.decodeIfPresent(String.self, forKey: .after).map { text in
            guard let place = LogPlace(text) else { throw invalid("after", "is no place in a log") }
            return place
        }
        let topic = LiveTopic.Logs(
            project: try ProjectName(try values.decode(String.self, forKey: .project)),
            profile: try values.decodeIfPresent(Profile.self, forKey: .profile) ?? .production,
            release: try number(values, .release, in: 1...Int(Int32.max)),
            process: try values.decodeIfPresent(String.self, forKey: .process), after: place,
            tail: try number(values, .tail, in: 0...1_000_000))
        guard topic.process.map({ isEntry($0) }) ?? true else { throw invalid("process", "is no process") }
        guard topic.after == nil || (topic.tail == nil && (topic.release ?? place?.release) == place?.release) else {
            throw invalid("after", "excludes tail and another release")
        }
        return topic
    }

    private static func id(_ values: KeyedDecodingContainer<Key>) throws -> String {
        let id = try values.decode(String.self, forKey: .id)
        guard isID(id) else { throw invalid("id", "is not 1 to \(LiveProtocol.idBytes) bytes long") }
        return id
    }

    private static func cursor(_ values: KeyedDecodingContainer<Key>) throws -> Int64? {
        guard let cursor = try values.decodeIfPresent(Int64.self, forKey: .after) else { return nil }
        guard cursor >= 0 else { throw invalid("after", "is no event cursor") }
        return cursor
    }

    private static func number(
        _ values: KeyedDecodingContainer<Key>, _ key: Key, in range: ClosedRange<Int>
    ) throws -> Int? {
        guard let number = try values.decodeIfPresent(Int.self, forKey: key) else { return nil }
        guard range.contains(number) else {
            throw invalid(key.rawValue, "is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    private static func entries(_ values: KeyedDecodingContainer<Key>, _ key: Key) throws -> Set<String>? {
        guard let entries = try values.decodeIfPresent([String].self, forKey: key) else { return nil }
        guard (1...LiveProtocol.filterEntries).contains(entries.count), entries.allSatisfy(isEntry) else {
            throw invalid(
                key.rawValue,
                "has not 1 to \(LiveProtocol.filterEntries) entries of 1 to \(LiveProtocol.filterBytes) bytes")
        }
        return Set(entries)
    }

    private static func isEntry(_ text: String) -> Bool {
        (1...LiveProtocol.filterBytes).contains(text.utf8.count) && !text.utf8.contains(0)
    }

    private static func check(_ decoder: any Decoder, allows keys: Set<Key>) throws {
        let known = Set(keys.map(\.rawValue))
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw Failure(
                .invalidArgument, "unknown member", hint: "use \(known.sorted().joined(separator: ", "))")
        }
    }

    private static func invalid(_ member: String, _ reason: String) -> Failure {
        Failure(.invalidArgument, "\(member) \(reason)")
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .ping: try values.encode("ping", forKey: .op)
        case .unsubscribe(let id):
            try values.encode("unsubscribe", forKey: .op)
            try values.encode(id, forKey: .id)
        case .subscribe(let id, let topic):
            try values.encode("subscribe", forKey: .op)
            try values.encode(id, forKey: .id)
            try Self.encode(topic, to: &values)
        }
    }

    private static func encode(_ topic: LiveTopic, to values: inout KeyedEncodingContainer<Key>) throws {
        switch topic {
        case .events(let events):
            try values.encode("events", forKey: .topic)
            try values.encodeIfPresent(events.after, forKey: .after)
            try values.encodeIfPresent(events.subjects?.sorted(), forKey: .subjects)
            try values.encodeIfPresent(events.types?.sorted(), forKey: .types)
        case .run(let run):
            try values.encode("run", forKey: .topic)
            try values.encode(run.run, forKey: .run)
            try values.encodeIfPresent(run.after, forKey: .after)
        case .logs(let logs):
            try values.encode("logs", forKey: .topic)
            try values.encode(logs.project.text, forKey: .project)
            try values.encode(logs.profile, forKey: .profile)
            try values.encodeIfPresent(logs.release, forKey: .release)
            try values.encodeIfPresent(logs.process, forKey: .process)
            try values.encodeIfPresent(logs.after?.description, forKey: .after)
            try values.encodeIfPresent(logs.tail, forKey: .tail)
        }
    }
}
