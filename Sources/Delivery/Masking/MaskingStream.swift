// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Masks a stream of bytes piece by piece; a secret is found wherever the pieces were cut.
///
/// Bytes that may be the beginning of a secret are held back until it is certain, at the latest by ``finish()``.
package struct MaskingStream: Sendable {
    private let mask: SecretMask
    private var held: [UInt8] = []

    package init(_ mask: SecretMask) { self.mask = mask }

    /// What can be shown now.
    package mutating func add(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        guard !mask.isEmpty else { return Array(bytes) }
        held += bytes
        return take(isLast: false)
    }

    /// The rest: what was held back was no secret after all.
    package mutating func finish() -> [UInt8] { take(isLast: true) }

    private mutating func take(isLast: Bool) -> [UInt8] {
        var shown: [UInt8] = []
        shown.reserveCapacity(held.count)
        var index = 0
        scan: while index < held.count {
            for secret in mask.secrets[held[index]] ?? [] {
                let rest = held[index...]
                if rest.starts(with: secret) {
                    shown += SecretMask.replacement.utf8
                    index += secret.count
                    continue scan
                }
                // The longest secrets come first: one that may still complete must not be pre-empted by a shorter one.
                if !isLast, rest.count < secret.count, secret.starts(with: rest) { break scan }
            }
            shown.append(held[index])
            index += 1
        }
        held.removeFirst(index)
        return shown
    }
}
