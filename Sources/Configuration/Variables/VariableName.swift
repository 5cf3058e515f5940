// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Which names an environment variable may have.
package enum VariableName {
    /// What Dextra itself gives to every app.
    private static let reserved: Set<String> = ["PORT", "HOST", "HOME", "TMPDIR"]

    /// A POSIX name (IEEE 1003.1, 3.216) of at most 128 bytes.
    package static func isValid(_ name: String) -> Bool {
        guard (1...128).contains(name.utf8.count), let first = name.utf8.first, !first.isASCIIDigit else {
            return false
        }
        return name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
    }

    /// Whether the name belongs to Dextra: a project can't set it.
    package static func isReserved(_ name: String) -> Bool { reserved.contains(name) || name.hasPrefix("DEXTRA_") }
}
