// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium

extension String {
    /// Whether two texts are equal, in a time that depends on their lengths alone.
    func equalsInConstantTime(_ other: String) -> Bool {
        let (left, right) = (Array(utf8), Array(other.utf8))
        return left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }
}
