// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Writes a response as server-sent events (WHATWG HTML §9.2).
package struct ServerSentEventWriter: Sendable {
    private let exchange: Exchange

    init(exchange: Exchange) { self.exchange = exchange }

    /// Sends one event; suspends while the peer is behind. Line ends in `data` are kept, in `event` and `id` dropped.
    package func send(event: String? = nil, id: String? = nil, data: String) async throws {
        try await exchange.write(Self.text(event: event, id: id, data: data))
    }

    /// One event as it travels.
    package static func text(event: String? = nil, id: String? = nil, data: String) -> String {
        var text = ""
        if let event { text += "event: \(oneLine(event))\n" }
        if let id { text += "id: \(oneLine(id))\n" }
        // JSON has none, and characters are slow to go through.
        guard data.utf8.contains(where: isLineEnd) else { return text + "data: \(data)\n\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd) {
            text += "data: \(line)\n"
        }
        return text + "\n"
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func oneLine(_ text: String) -> String { text.filter { !$0.isLineEnd && $0 != "\0" } }
}

extension Character {
    /// The line ends of an event stream; `Character.isNewline` has more of them.
    fileprivate var isLineEnd: Bool { self == "\n" || self == "\r" || self == "\r\n" }
}
