// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// What the server says on `GET /v1/live`: one JSON object with a `kind` in a text message.
package enum LiveMessage: Sendable, Hashable {
    /// The first message; `cursor` is where the event log stands.
    case hello(cursor: Int64, server: String, version: String)
    /// The subscription is open. Its topic's `cursor`, where there is one, is what it goes on from.
    case subscribed(id: String, cursor: Int64?)
    /// Nothing more comes for the ID, which is free again; also when there was no such subscription.
    case unsubscribed(id: String)
    case event(id: String, Event)
    /// Nothing of what the filter lets through came before this cursor: where to resume instead of an older one.
    case cursor(id: String, Int64)
    /// Text of a run's log. Of several pieces stored together only the last has the cursor.
    case log(id: String, cursor: Int64?, RunStream.LogPiece)
    /// The end of a subscription: with the run when it was about one.
    case end(id: String, run: Run?)
    /// A line of an application's log; `place` is where it is resumed.
    case line(id: String, place: LogPlace?, LogStream.Line)
    case skipped(id: String, LogStream.Gap)
    case current(id: String)
    /// Ends the subscription; without an ID a message that was not understood.
    case error(id: String?, Problem)
    case pong

    /// The subscription that is meant.
    package var id: String? {
        switch self {
        case .hello, .pong: nil
        case .subscribed(let id, _), .unsubscribed(let id), .event(let id, _), .cursor(let id, _), .log(let id, _, _),
            .end(let id, _), .line(let id, _, _), .skipped(let id, _), .current(let id):
            id
        case .error(let id, _): id
        }
    }
}
