// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Where a request to sign in comes from.
package struct SignInOrigin: Sendable {
    /// Nil over the unix socket.
    package var address: String?
    package var userAgent: String?
    /// What an earlier sign-in left in the browser.
    package var device: Redacted<String>?

    package init(address: String? = nil, userAgent: String? = nil, device: Redacted<String>? = nil) {
        self.address = address
        self.userAgent = userAgent
        self.device = device
    }

    /// What attempts from there are counted by.
    var block: String { address.map(NetworkAddress.customer) ?? "local" }

    /// As it is stored: shortened, without control characters.
    var shownUserAgent: String? {
        userAgent.map { String(String.UnicodeScalarView($0.unicodeScalars.filter { $0.value >= 0x20 }.prefix(256))) }
    }
}
