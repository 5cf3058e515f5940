// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a client says on `GET /v1/live`: one JSON object in a text message.
package enum LiveRequest: Sendable, Hashable {
    case subscribe(id: String, LiveTopic)
    case unsubscribe(id: String)
    case ping

    /// Reads a message strictly: what is not understood is refused, not passed over. Throws `invalid_json` or
    /// `invalid_argument`.
    package init(_ text: String) throws { self = try JSONText.decode(LiveRequest.self, from: text) }

    /// The subscription a message is meant for, as far as that can be told of one that is refused.
    package static func subject(of text: String) -> String? {
        guard let id = try? JSONText.decode(Subject.self, from: text).id, LiveRequest.isID(id) else { return nil }
        return id
    }

    private struct Subject: Decodable { let id: String }

    static func isID(_ text: String) -> Bool { (1...LiveProtocol.idBytes).contains(text.utf8.count) }
}
