// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a peer may send and how long it may take. Every limit has a status of its own when it is passed.
package struct HTTPLimits: Sendable, Hashable {
    /// Request line and fields together; 414 or 431.
    package var headBytes = 32 << 10
    /// 431.
    package var fieldCount = 100
    /// The largest body a handler may stream; 413. `collectBody` has its own, smaller limit.
    package var bodyBytes = 4 << 30
    /// From a request's first byte to the end of its head; 408.
    package var headTime: Duration = .seconds(15)
    /// The longest silence inside a body; 408.
    package var bodyTime: Duration = .seconds(30)
    /// Bytes per second that a body must bring on the average beyond its first `bodyTime`, counted only while somebody
    /// waits for them; 408. Zero asks for nothing.
    package var bodyRate = 128
    /// The longest silence between two requests of a connection.
    package var idleTime: Duration = .seconds(75)
    /// The longest time a peer may take nothing of what is queued for it.
    package var writeTime: Duration = .seconds(60)
    /// How long a peer that has finished sending may wait for the answer that is being made: it may as well be gone, and
    /// then the handler works for nobody.
    package var halfClosedTime: Duration = .seconds(5)
    /// How many connections are served at once; more wait to be accepted.
    package var connections = 16_384

    package init() {}
}
