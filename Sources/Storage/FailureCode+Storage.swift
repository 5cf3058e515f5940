// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The database was closed, e.g. because the server is stopping.
    package static let databaseClosed = FailureCode("database_closed", .unavailable)
    /// Another process holds the database longer than we wait.
    package static let databaseBusy = FailureCode("database_busy", .unavailable)
    /// The database can't be opened or written where it is.
    package static let databaseUnavailable = FailureCode("database_unavailable", .unavailable)
    /// The file is damaged or no database.
    package static let databaseCorrupt = FailureCode("database_corrupt", .corrupt)
    /// A newer version of the program changed the database so that this one can't use it.
    package static let databaseNewer = FailureCode("database_newer", .missingDependency)
    /// The driver refused a statement: a defect of ours.
    package static let databaseFailed = FailureCode("database_failed", .internal)
    /// A migration that was applied is not the one this binary knows under its number.
    package static let migrationChanged = FailureCode("migration_changed", .corrupt)
    /// A row with this key is there already.
    package static let uniqueViolated = FailureCode("unique_violated", .conflict)
    /// A row breaks a rule of its table, e.g. refers to one that is not there.
    package static let constraintViolated = FailureCode("constraint_violated", .conflict)
    package static let outOfMemory = FailureCode("out_of_memory", .exhausted)
    package static let threadUnavailable = FailureCode("thread_unavailable", .exhausted)
}
