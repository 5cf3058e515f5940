// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Vault

/// Says that somebody has signed in from a browser before (OWASP, "Slow Down Online Guessing Attacks with Device
/// Cookies"): whoever guesses passwords elsewhere can't keep them out. It gives no access.
package struct DeviceCookie: Sendable, Hashable {
    /// For how long a browser should keep it; browsers keep none for longer than 400 days (RFC 6265bis).
    package static let lifetime = Duration.seconds(400 * 86_400)

    let user: UserID
    let issuedAt: Timestamp
    let nonce: String

    init(for user: UserID, at time: Timestamp, random: RandomSource) {
        self.user = user
        issuedAt = time
        nonce = Base64URL.text(
            [random.next(), random.next()].flatMap { word in withUnsafeBytes(of: word, Array.init) })
    }

    /// What ``text(_:)`` wrote with the same vault, at most ``lifetime`` ago; nil for anything else.
    init?(_ text: Redacted<String>, _ vault: Vault, now: Timestamp) {
        let parts = text.reveal().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "1", let user = UserID(parts[1]), let issued = Int64(parts[2]),
            (16...64).contains(parts[3].utf8.count)
        else { return nil }
        self.user = user
        issuedAt = Timestamp(millisecondsSinceEpoch: issued)
        nonce = parts[3]
        guard parts[4].equalsInConstantTime(signature(vault)), now < issuedAt + Self.lifetime else { return nil }
    }

    func text(_ vault: Vault) -> Redacted<String> { Redacted("\(content).\(signature(vault))") }

    private var content: String { "1.\(user).\(issuedAt.millisecondsSinceEpoch).\(nonce)" }

    private func signature(_ vault: Vault) -> String {
        vault.mark(Redacted(content), owner: "device", name: user.description)
    }
}
