// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Log text on its way into the next transaction, with its place in the run's log.
struct UnsavedLog: Sendable {
    private var chunks: [LogChunk] = []
    private var subject = ""

    /// Places pieces after `end` and moves it; past `limit` one line says that the rest is missing.
    mutating func add(
        _ pieces: [LogBuffer.Piece], run: Run, step: String, end: inout Int64, limit: Int64, at time: Timestamp
    ) {
        subject = run.subject
        for piece in pieces {
            let room = Int(limit - end)
            guard room > 0 else { return }
            var bytes = piece.bytes[...]
            if bytes.count > room {
                var cut = room
                while cut > 0, piece.bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
                bytes = bytes[..<cut]
            }
            add(Array(bytes), piece.stream)
            // The marker takes the log past its limit, which is how later text knows that it was written.
            if bytes.count < piece.bytes.count { add(Array(Self.marker.utf8), .system) }
        }

        func add(_ bytes: [UInt8], _ stream: LogStream) {
            guard !bytes.isEmpty else { return }
            chunks.append(
                LogChunk(runID: run.id, step: step, stream: stream, offset: end, at: time, bytes: bytes))
            end += Int64(bytes.count)
        }
    }

    private static let marker = "\n[log truncated: what follows was not kept]\n"

    /// Stores the text and one event that says which part of the log it is: from `start` up to `offset`. All text is
    /// announced by exactly one event, so the order of events says what was written before what.
    func store(_ parts: EngineParts, on connection: any WriteConnection) throws {
        guard let first = chunks.first, let last = chunks.last else { return }
        for chunk in chunks { try parts.logs.insert(chunk, on: connection) }
        try parts.events.append(
            "run.log", subject: subject, runID: last.runID,
            data: [
                "step": .string(last.step), "start": .integer(first.offset), "offset": .integer(last.end),
            ], on: connection)
    }
}
