// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// How much of a server one address may take, and which proxies are believed about whose address that is.
package struct AdmissionPolicy: Sendable, Hashable {
    /// Connections at once; more are answered 429 and closed. Nil does not count.
    package var connectionsPerAddress: Int?
    /// Requests over time; more are answered 429. Nil does not count.
    package var requests: Rate?
    /// Addresses that the table holds; beyond it the one that was quiet longest is forgotten.
    package var addresses = 65_536
    /// Whose `Forwarded` and `X-Forwarded-For` are believed. A unix peer is one when ``trustsUnixPeers`` says so.
    package var trustedProxies: [AddressBlock] = []
    package var trustsUnixPeers = false

    /// A token bucket: `burst` at once, and then as many each second.
    package struct Rate: Sendable, Hashable {
        package var perSecond: Double
        package var burst: Double

        package init(perSecond: Double, burst: Double) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }

    package init() {}
}
