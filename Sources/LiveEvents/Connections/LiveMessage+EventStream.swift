// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Wire

extension LiveMessage {
    /// The message in the form that an event stream has for it (WHATWG HTML §9.2): an event of the log under its own
    /// type, a bare ID for a cursor, ``Problem/event`` for an error.
    var serverSentEvent: String {
        get throws {
            switch self {
            case .hello, .pong, .unsubscribed: ""
            case .subscribed(_, let cursor): cursor.map(Self.bareID) ?? ""
            case .cursor(_, let cursor): Self.bareID(cursor)
            case .event(_, let event): try text(event.type, String(event.cursor), event)
            case .log(_, let cursor, let piece): try text(kind, cursor.map(String.init), piece)
            case .end(_, let run): if let run { try text(kind, nil, run) } else { bare }
            case .line(_, let place, let line): try text(kind, place?.description, line)
            case .skipped(_, let gap): try text(kind, nil, gap)
            case .current: bare
            case .error(_, let problem): try text(Problem.event, nil, problem)
            }
        }
    }

    private var bare: String { ServerSentEventWriter.text(event: kind, data: "{}") }

    /// Moves the client's last event ID on without an event.
    private static func bareID(_ cursor: Int64) -> String { "id: \(cursor)\n\n" }

    private func text(_ event: String, _ id: String?, _ data: some Encodable) throws -> String {
        ServerSentEventWriter.text(event: event, id: id, data: try JSONText.encode(data))
    }
}
