// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// How one endpoint treats its WebSockets.
package struct WebSocketOptions: Sendable {
    /// Which pages may connect. Browsers send cookies along from any page, so the server must look (RFC 6455 §10.2).
    package enum Origins: Sendable, Hashable {
        /// Pages of the host that the request names.
        case sameHost
        /// Pages of these origins, e.g. `https://app.example.com`.
        case listed(Set<String>)
        /// For endpoints that trust no cookie.
        case any
    }

    package var origins = Origins.sameHost
    /// In the order in which the server prefers them; as a client, in the order in which it asks.
    package var subprotocols: [String] = []
    /// The largest message taken, inflated; beyond it the connection ends with 1009.
    package var messageBytes = 1 << 20
    /// permessage-deflate, without memory between messages.
    package var isCompressed = false
    /// After so long a silence of the peer it gets a ping…
    package var pingInterval: Duration = .seconds(30)
    /// …and is taken for gone after so long without a sign of life.
    package var pingTimeout: Duration = .seconds(20)
    /// How long the peer may take to answer a close frame.
    package var closeTimeout: Duration = .seconds(5)

    package init() {}
}

extension FailureCode {
    /// The request does not open a WebSocket as RFC 6455 says.
    package static let invalidUpgrade = FailureCode("invalid_upgrade", .usage)
    /// The route speaks WebSocket and was asked for something else.
    package static let upgradeRequired = FailureCode("upgrade_required", .usage)
    /// A page of this origin may not connect.
    package static let originForbidden = FailureCode("origin_forbidden", .forbidden)
    /// The server did not open the WebSocket; `status` in the metadata is its answer.
    package static let upgradeRefused = FailureCode("upgrade_refused", .rejected)
    /// The peer broke the WebSocket protocol or its limits; `close_code` in the metadata says how.
    package static let invalidFrame = FailureCode("invalid_frame", .usage)
}
