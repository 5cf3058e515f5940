// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the load generator was asked to do.
struct Options: Sendable {
    var port: UInt16 = 0
    /// Requests per second in all.
    var rate = 1000
    var seconds = 60
    var path = "/version"
    var postPath = "/entries"
    var slowPath = "/slow"
    /// Length of the long responses; 0 for none.
    var slowSeconds = 30
    var webSocketPort: UInt16?
    /// The load ends early when this file appears.
    var stopFile: String?

    init?(_ arguments: some Sequence<String>) {
        var iterator = arguments.makeIterator()
        while let name = iterator.next() {
            guard let value = iterator.next() else { return nil }
            switch name {
            case "--port": port = UInt16(value) ?? 0
            case "--rate": rate = Int(value) ?? rate
            case "--seconds": seconds = Int(value) ?? seconds
            case "--path": path = value
            case "--post-path": postPath = value
            case "--slow-path": slowPath = value
            case "--slow-seconds": slowSeconds = Int(value) ?? slowSeconds
            case "--websocket-port": webSocketPort = UInt16(value)
            case "--stop-file": stopFile = value
            default: return nil
            }
        }
        guard port > 0, rate > 0 else { return nil }
    }
}
