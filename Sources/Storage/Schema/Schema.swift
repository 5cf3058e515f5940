// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The tables of the product, as the list of migrations that makes them. A new one is a new file and a line here.
package enum Schema {
    package static let migrations: [Migration] = [
        .foundation, .runs, .releaseHistory, .nodes, .containers, .people, .programs, .actors,
        .notableEvents, .pages,
        .failedChanges, .tokenDescent, .housekeeping,
    ]

    /// The number of the newest migration this binary knows.
    package static var generation: Int { migrations.last?.number ?? 0 }
}
