// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text as one word of a shell command.
    package var shellQuoted: String {
        let isPlain = !isEmpty && utf8.allSatisfy { $0.isWordByte || "-./:=@+%*".utf8.contains($0) }
        return isPlain
            ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
