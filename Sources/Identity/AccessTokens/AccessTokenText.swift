// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Reads and writes access tokens as JWS compact serialization (RFC 7515 §7.1).
///
/// A header is accepted when it is, byte for byte, the one that we write for a key we have. So there is no algorithm to
/// choose, no key to bring along, no extension to misunderstand (RFC 8725 §3.1), and nothing of a stranger is parsed before
/// its signature was verified.
enum AccessTokenText {
    /// Bytes of a whole token.
    static let longest = 4096
    /// Seconds by which clocks may differ.
    static let leeway: Int64 = 30

    /// The first part of every token of a key.
    static func header(keyID: String) -> String {
        Base64URL.text(CanonicalJSON.text(["alg": "EdDSA", "kid": .string(keyID), "typ": "at+jwt"]).utf8)
    }

    static func sign(_ claims: AccessTokenClaims, with key: SigningKey) -> String {
        let message = header(keyID: key.id) + "." + Base64URL.text(claims.text.utf8)
        return message + "." + Base64URL.text(key.signature(of: Array(message.utf8)))
    }

    /// The first part of what may be an access token; nil for what can't be.
    static func header(of text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[0]) : nil
    }

    /// The claims of a token whose header names this key; nil when it is not, or not now, a good one.
    static func verify(_ text: String, by publicKey: [UInt8], issuer: String, at now: Timestamp) -> AccessTokenClaims? {
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard text.utf8.count <= longest, parts.count == 3, let signature = Base64URL.bytes(parts[2]),
            SigningKey.isSignature(signature, of: Array("\(parts[0]).\(parts[1])".utf8), by: publicKey),
            let payload = Base64URL.bytes(parts[1]), let text = String(validating: payload, as: UTF8.self),
            let claims = AccessTokenClaims(text)
        else { return nil }
        let seconds = now.millisecondsSinceEpoch / 1000
        guard claims.issuer == issuer, claims.issuedAt <= seconds + leeway, claims.expiresAt > seconds - leeway else {
            return nil
        }
        return claims
    }
}
