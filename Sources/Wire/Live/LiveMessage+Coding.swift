// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension LiveMessage: Codable {
    private enum Key: String, CodingKey {
        case id, kind, cursor, server, version, event, piece, run, place, line, bytes, problem
    }

    package var kind: String {
        switch self {
        case .hello: "hello"
        case .subscribed: "subscribed"
        case .unsubscribed: "unsubscribed"
        case .event: "event"
        case .cursor: "cursor"
        case .log: RunStream.log
        case .end: RunStream.end
        case .line: LogStream.line
        case .skipped: LogStream.skipped
        case .current: LogStream.current
        case .error: "error"
        case .pong: "pong"
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(kind, forKey: .kind)
        try values.encodeIfPresent(id, forKey: .id)
        switch self {
        case .hello(let cursor, let server, let version):
            try values.encode(cursor, forKey: .cursor)
            try values.encode(server, forKey: .server)
            try values.encode(version, forKey: .version)
        case .subscribed(_, let cursor): try values.encodeIfPresent(cursor, forKey: .cursor)
        case .event(_, let event):
            try values.encode(event.cursor, forKey: .cursor)
            try values.encode(event, forKey: .event)
        case .cursor(_, let cursor): try values.encode(cursor, forKey: .cursor)
        case .log(_, let cursor, let piece):
            try values.encodeIfPresent(cursor, forKey: .cursor)
            try values.encode(piece, forKey: .piece)
        case .end(_, let run): try values.encodeIfPresent(run, forKey: .run)
        case .line(_, let place, let line):
            try values.encodeIfPresent(place?.description, forKey: .place)
            try values.encode(line, forKey: .line)
        case .skipped(_, let gap): try values.encode(gap.bytes, forKey: .bytes)
        case .error(_, let problem): try values.encode(problem, forKey: .problem)
        case .unsubscribed, .current, .pong: break
        }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let kind = try values.decode(String.self, forKey: .kind)
        func id() throws -> String { try values.decode(String.self, forKey: .id) }
        func cursor() throws -> Int64 { try values.decode(Int64.self, forKey: .cursor) }
        switch kind {
        case "hello":
            self = .hello(
                cursor: try cursor(), server: try values.decode(String.self, forKey: .server),
                version: try values.decode(String.self, forKey: .version))
        case "subscribed":
            self = .subscribed(id: try id(), cursor: try values.decodeIfPresent(Int64.self, forKey: .cursor))
        case "unsubscribed": self = .unsubscribed(id: try id())
        case "event": self = .event(id: try id(), try values.decode(Event.self, forKey: .event))
        case "cursor": self = .cursor(id: try id(), try cursor())
        case RunStream.log:
            self = .log(
                id: try id(), cursor: try values.decodeIfPresent(Int64.self, forKey: .cursor),
                try values.decode(RunStream.LogPiece.self, forKey: .piece))
        case RunStream.end: self = .end(id: try id(), run: try values.decodeIfPresent(Run.self, forKey: .run))
        case LogStream.line:
            self = .line(
                id: try id(), place: try values.decodeIfPresent(String.self, forKey: .place).flatMap { LogPlace($0) },
                try values.decode(LogStream.Line.self, forKey: .line))
        case LogStream.skipped:
            self = .skipped(id: try id(), LogStream.Gap(bytes: try values.decode(Int64.self, forKey: .bytes)))
        case LogStream.current: self = .current(id: try id())
        case "error":
            self = .error(
                id: try values.decodeIfPresent(String.self, forKey: .id),
                try values.decode(Problem.self, forKey: .problem))
        case "pong": self = .pong
        default: throw Failure(.invalidArgument, "'\(kind)' is no message of the live protocol")
        }
    }
}
