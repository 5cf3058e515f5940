// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The public keys that access tokens are signed with (RFC 7517): `GET /.well-known/jwks.json`.
package struct JSONWebKeySet: Sendable, Hashable, Codable {
    /// One of them, an Ed25519 key as RFC 8037 writes it.
    package struct Key: Sendable, Hashable, Codable {
        package var kty = "OKP"
        package var crv = "Ed25519"
        package var alg = "EdDSA"
        package var use = "sig"
        package var kid: String
        /// The 32 bytes in base64url.
        package var x: String

        package init(kid: String, x: String) {
            self.kid = kid
            self.x = x
        }
    }

    package var keys: [Key]

    package init(keys: [Key]) { self.keys = keys }
}
