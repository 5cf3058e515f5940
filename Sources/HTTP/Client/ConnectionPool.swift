// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Idle client connections, the most recently used first.
final class ConnectionPool: Sendable {
    private static let keptPerEndpoint = 4

    private let idle = Mutex<[HTTPEndpoint: [ClientConnection]]>([:])

    func take(_ endpoint: HTTPEndpoint) -> ClientConnection? {
        idle.withLock { $0[endpoint]?.popLast() }
    }

    /// Keeps a connection whose last response is complete; the oldest makes room.
    func keep(_ connection: ClientConnection) {
        let endpoint = connection.endpoint
        let surplus = idle.withLock { idle in
            idle[endpoint, default: []].append(connection)
            return idle[endpoint, default: []].count > Self.keptPerEndpoint
                ? idle[endpoint, default: []].removeFirst() : nil
        }
        surplus?.close()
    }

    deinit {
        for connection in idle.withLock({ $0.values.joined() }) { connection.close() }
    }
}
