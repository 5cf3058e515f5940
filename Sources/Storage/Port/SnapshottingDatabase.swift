// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A database that can copy itself into a file while it is used. One on a server of its own has tools for that.
package protocol SnapshottingDatabase: Database {
    /// Writes all that is committed now, as of one moment, into a new database file, which is on the disk when this returns.
    ///
    /// Throws `disk_full`. Writers are not held up.
    func snapshot(to path: String) async throws

    /// Reads all of the database; throws `database_corrupt` with the first damages found.
    func checkIntegrity() async throws
}
