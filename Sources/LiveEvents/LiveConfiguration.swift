// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How live connections are treated.
package struct LiveConfiguration: Sendable {
    /// Bytes a connection may have queued before it gets nothing pushed any more and reads on from the store by itself.
    package var backlogBytes = 256 << 10
    /// A connection that takes nothing of what is queued for so long is cut off, to resume from its last cursor.
    package var stallTime: Duration = .seconds(20)
    /// How old a viewer's permissions may be, even when no event tells of a change.
    package var renewalInterval: Duration = .seconds(30)
    /// How often connections are looked at for silence and expiry.
    package var tick: Duration = .seconds(1)
    /// How often the log is read without having been told to: news from other nodes can get lost.
    package var pollInterval: Duration = .seconds(5)
    /// How many events are kept in memory for who comes back soon, and who falls behind for a moment.
    package var recentEvents = 512
    /// Bytes of their JSON.
    package var recentBytes = 1 << 20
    /// After so long an event stream gets a comment when there was nothing to say, and a silent WebSocket a ping.
    package var heartbeat: Duration = .seconds(15)
    /// How long a WebSocket that is being closed has for taking what is queued, and for its answer.
    package var closeTime: Duration = .seconds(5)
    /// How long an event stream's client is asked to wait before it comes back: each something else, so that those of a
    /// server that was started again don't come all at once.
    package var retry: ClosedRange<Duration> = .seconds(1)...(.seconds(5))
    /// A subscription whose filter lets nothing through is told a new cursor after so many events.
    package var cursorInterval: Int64 = 256
    /// How many events one read of the store looks through for a subscription that is behind: a filter that lets hardly
    /// anything through must not keep a connection of the database from everybody else.
    package var readSpan: Int64 = 4096

    package init() {}
}
