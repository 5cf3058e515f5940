// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The releases of each runtime that were known when the table was written.
struct ReleaseTable: Sendable {
    /// Runtime to its lines, the newest first.
    var lines: [String: [ReleaseLine]]
    /// The day it was written: what was no longer supported then is not proposed.
    var written: String
    /// Where each runtime's rows are from.
    var sources: [String: String]

    /// How far the table's knowledge of a runtime goes: its newest release, with its day where the source gives one.
    func horizon(of runtime: String) -> String {
        guard let newest = lines[runtime]?.first else { return "nothing" }
        return newest.latest + (newest.date.map { " of \($0)" } ?? "")
    }
}

/// A line of releases that is supported as one, and the newest of it.
struct ReleaseLine: Sendable, Hashable {
    var latest: String
    /// The day of that release; nil where the source gives none.
    var date: String?
    /// The day its support ends; nil where no day is set.
    var end: String?
    var isLongTerm = false
    /// What the line is called, e.g. `iron`.
    var codename: String?
}
