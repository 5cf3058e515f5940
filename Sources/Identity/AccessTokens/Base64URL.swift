// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium

/// Base64url without padding (RFC 4648 §5), in its one spelling: what would decode to the same but is written otherwise is
/// refused.
package enum Base64URL {
    package static func text(_ bytes: some Collection<UInt8>) -> String {
        let bytes = Array(bytes)
        let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
        return String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Nil for anything else.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        var bytes = [UInt8](repeating: 0, count: digits.count * 3 / 4 + 3)
        var count = 0
        var end: UnsafePointer<CChar>?
        let isWhole = digits.withUnsafeBytes { raw in
            let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let start else { return true }
            let status = sodium_base642bin(
                &bytes, bytes.count, start, raw.count, nil, &count, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
            return status == 0 && end == start + raw.count
        }
        return isWhole ? Array(bytes.prefix(count)) : nil
    }
}
