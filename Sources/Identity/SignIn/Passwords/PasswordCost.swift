// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What checking a password costs (Argon2id, RFC 9106), so that trying many does.
package struct PasswordCost: Sendable, Hashable {
    /// Bytes; at least 8 KiB.
    package var memory: Int
    /// At least 1.
    package var passes: Int

    package init(memory: Int, passes: Int) {
        self.memory = memory
        self.passes = passes
    }

    /// 64 MiB and three passes: RFC 9106's choice where memory is scarce, with the one lane that libsodium has, and more
    /// than OWASP asks for (46 MiB, one pass). 0.15 s on one core of the machine this was measured on.
    package static let standard = PasswordCost(memory: 64 << 20, passes: 3)
}
