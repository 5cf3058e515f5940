// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One event of an event stream.
package struct ServerSentEvent: Sendable, Hashable {
    /// `message` when the stream names none.
    package var event: String
    /// The last ID the stream has given, with this event or before it; empty when none.
    package var id: String
    package var data: String

    package init(event: String = "message", id: String = "", data: String) {
        self.event = event
        self.id = id
        self.data = data
    }
}

/// Bytes of an event stream to events, whatever pieces they arrive in (WHATWG HTML §9.2.6).
///
/// A line may be 1 MB; what is longer is cut there. An event that the stream breaks off is not given.
package struct ServerSentEventParser: Sendable {
    private static let longestLine = 1 << 20

    /// How long the stream asks to wait before connecting again, once it has asked.
    package private(set) var retry: Duration?
    /// Where to continue after a break: the value for `Last-Event-ID`.
    package private(set) var lastEventID = ""

    private var line: [UInt8] = []
    private var skipsLineFeed = false
    private var isFirstLine = true
    private var event = ""
    private var data = ""
    private var hasData = false

    package init() {}

    /// The events that these bytes complete.
    package mutating func consume(_ bytes: some Sequence<UInt8>) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            let followsCarriageReturn = skipsLineFeed
            skipsLineFeed = byte == 0x0D
            switch byte {
            case 0x0A where followsCarriageReturn: continue
            case 0x0A, 0x0D:
                if let event = endLine() { events.append(event) }
            default:
                if line.count < Self.longestLine { line.append(byte) }
            }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        if line.isEmpty { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == 0x20 { value = value.dropFirst() }
        field(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        return nil
    }

    private mutating func field(_ name: String, _ value: String) {
        switch name {
        case "event": event = value
        case "data":
            if hasData { data += "\n" }
            data += value
            hasData = true
        case "id" where !value.utf8.contains(0): lastEventID = value
        case "retry":
            if let milliseconds = HTTPGrammar.decimal(Array(value.utf8)) { retry = .milliseconds(milliseconds) }
        default: break
        }
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer { (event, data, hasData) = ("", "", false) }
        guard hasData else { return nil }
        return ServerSentEvent(event: event.isEmpty ? "message" : event, id: lastEventID, data: data)
    }
}
