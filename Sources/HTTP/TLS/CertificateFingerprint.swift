// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// The SHA-256 digest of a whole certificate, by which one that nobody has signed can be told from all others.
///
/// Written `sha256:` and 64 small hexadecimal digits.
package struct CertificateFingerprint: Sendable, Hashable, LosslessStringConvertible {
    private let bytes: [UInt8]

    /// Also as `openssl x509 -fingerprint -sha256` prints it: capitals, colons, without the prefix. Nil for anything else.
    package init?(_ description: String) {
        var text = description.lowercased()
        if text.hasPrefix("sha256:") { text.removeFirst(7) }
        let parts = text.utf8.filter { $0 != UInt8(ascii: ":") }
        let digits = parts.compactMap(PercentEncoding.hexDigit)
        let isWhole = digits.count == 64 && parts.count == 64 && [64, 95].contains(text.utf8.count)
        guard isWhole else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Nil when OpenSSL can't encode the certificate again.
    init?(of certificate: OpaquePointer) {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        guard X509_digest(certificate, EVP_sha256(), &digest, &length) == 1, length == 32 else { return nil }
        bytes = digest
    }

    package var description: String {
        "sha256:" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
