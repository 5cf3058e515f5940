// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The release of a runtime that a project gets when it asks for none.
package enum RuntimeRelease {
    /// The newest release with long support, else the newest that is supported when the table was written; nil for a runtime that
    /// is not in the table.
    package static func current(of runtime: String) -> String? {
        let table = ReleaseTable.current
        guard let lines = table.lines[runtime] else { return nil }
        let supported = lines.filter { $0.end.map { $0 >= table.written } ?? true }
        return (supported.first(where: \.isLongTerm) ?? supported.first ?? lines.first)?.latest
    }
}
