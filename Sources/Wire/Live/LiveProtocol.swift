// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What both ends of `GET /v1/live` have to agree on beside the messages.
package enum LiveProtocol {
    /// The WebSocket's subprotocol (RFC 6455 §1.9).
    package static let name = "dextra.live.v1"

    /// The most that a connection may have open at once.
    package static let subscriptions = 64
    /// The largest message a client may send; a larger one ends the connection with 1009.
    package static let requestBytes = 64 << 10
    /// UTF-8 bytes of a subscription's ID, chosen by the client.
    package static let idBytes = 64
    /// Entries of one filter, and bytes of each of them.
    package static let filterEntries = 64
    package static let filterBytes = 200

    /// Close codes of the product's own (RFC 6455 §7.4.2). Connect again after signing in…
    package static let signedOut: UInt16 = 4401
    /// …or at once, and resume from the last cursors: the client took its messages too slowly.
    package static let tooSlow: UInt16 = 4408
}
