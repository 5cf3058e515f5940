// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// 256 random bits that stand for something, e.g. a session: handed out once, and kept as a digest.
struct SecretToken: Sendable {
    let text: Redacted<String>
    let digest: TokenDigest

    init(_ random: RandomSource) {
        let words = (0..<4).map { _ in random.next() }
        let text = Base64URL.text(words.flatMap { withUnsafeBytes(of: $0, Array.init) })
        self.text = Redacted(text)
        digest = TokenDigest(of: text)
    }
}
