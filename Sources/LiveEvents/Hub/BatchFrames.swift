// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives

/// The events of one batch as they travel, made once for all subscribers of a lane that get the same of them.
// Unchecked: made and used on one loop.
final class BatchFrames: @unchecked Sendable {
    /// How a connection's messages are written.
    enum Form: Hashable {
        case webSocket
        case eventStream
    }

    private struct Key: Hashable {
        let form: Form
        let id: String
        let choice: UInt64
    }

    private let batch: LiveBatch
    private var made: [Key: [UInt8]] = [:]

    init(_ batch: LiveBatch) { self.batch = batch }

    /// The entries whose bits are set, in one piece.
    func bytes(_ choice: UInt64, for id: String, as form: Form) throws -> [UInt8] {
        // An event stream has one subscription, whose ID does not travel.
        let key = Key(form: form, id: form == .eventStream ? "" : id, choice: choice)
        if let bytes = made[key] { return bytes }
        let entries = batch.entries.indices.lazy.filter { choice & (1 << UInt64($0)) != 0 }.map {
            self.batch.entries[$0]
        }
        let bytes: [UInt8]
        switch form {
        case .webSocket:
            let quoted = try JSONText.encode(id)
            bytes = WebSocket.frames(of: entries.map { Self.message($0, quoted) })
        case .eventStream:
            bytes = entries.reduce(into: []) { $0.append(contentsOf: Self.event($1).utf8) }
        }
        made[key] = bytes
        return bytes
    }

    /// ``Wire/LiveMessage`` of kind `event`, around JSON that is there already.
    private static func message(_ entry: LiveBatch.Entry, _ quotedID: String) -> [UInt8] {
        Array(
            "{\"cursor\":\(entry.event.cursor),\"event\":\(entry.json),\"id\":\(quotedID),\"kind\":\"event\"}".utf8)
    }

    private static func event(_ entry: LiveBatch.Entry) -> String {
        ServerSentEventWriter.text(
            event: entry.event.type, id: String(entry.event.cursor), data: entry.json)
    }
}
