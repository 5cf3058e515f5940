// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The releases of each runtime that were known on a day.
struct ReleaseTable: Sendable {
    /// The day on which the table was written.
    var date: String
    /// Runtime to its lines, the newest first.
    var lines: [String: [ReleaseLine]]
    /// Where each runtime's rows are from.
    var sources: [String: String]
}

/// A line of releases that is supported as one, and the newest of it.
struct ReleaseLine: Sendable, Hashable {
    var latest: String
    /// The day of that release or, where the source gives none, the day on which it was the newest.
    var date: String
    /// The day its support ends; nil where no day is set.
    var end: String?
    var isLongTerm = false
    /// What the line is called, e.g. `iron`.
    var codename: String?
}
