// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import Primitives

/// What a page has to send beside its cookie: a keyed BLAKE2b (RFC 7693) under the session's token, so that it needs no
/// place in the store, goes when the token changes and tells nothing about it.
enum CSRFToken {
    static func make(for token: Redacted<String>) -> Redacted<String> {
        let (key, message) = (
            Array(token.reveal().utf8.prefix(Int(crypto_generichash_KEYBYTES_MAX))), Array("csrf".utf8)
        )
        var digest = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES))
        crypto_generichash(&digest, digest.count, message, UInt64(message.count), key, key.count)
        return Redacted(Base64URL.text(digest))
    }
}
