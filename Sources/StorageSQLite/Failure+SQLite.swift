// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSQLite
import Glibc
import Primitives
import Storage

extension Failure {
    /// What an SQLite result code means to us. Statements are shown, their parameters never.
    ///
    /// Codes and their meaning: https://www.sqlite.org/rescode.html
    static func sqlite(
        _ result: Int32, _ words: String, systemError: Int32, path: String, statement: String? = nil
    ) -> Failure {
        var metadata = [Metadatum("database", path), Metadatum("sqlite", String(result))]
        if let statement { metadata.append(Metadatum("statement", statement)) }
        let what = "the database \(path)"
        func failure(_ code: FailureCode, _ message: String, hint: String? = nil) -> Failure {
            Failure(code, message, hint: hint, metadata: metadata)
        }
        switch result & 0xFF {
        case SQLITE_FULL:
            return failure(.diskFull, "\(what) can't grow: the disk is full", hint: freeSpace)
        case SQLITE_IOERR where isFull(systemError) || result == sqliteSharedMemoryCannotGrow,
            SQLITE_CANTOPEN where isFull(systemError):
            return failure(.diskFull, "\(what) can't be written: the disk is full", hint: freeSpace)
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            return failure(.databaseCorrupt, "\(what) is damaged: \(words)", hint: restore(path))
        case SQLITE_IOERR:
            // SQLite keeps the system's error for some calls only.
            let reason = systemError == 0 ? words : "\(words) (\(String(cString: strerror(systemError))))"
            return failure(
                .ioFailed, "\(what) can't be read or written: \(reason)",
                hint: "look for disk errors in the system's log (dmesg)")
        case SQLITE_BUSY, SQLITE_LOCKED:
            return failure(
                .databaseBusy, "\(what) is in use by another process",
                hint: "end the other program that has it open, or try again")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
            return failure(
                systemError == EACCES || systemError == EPERM ? .permissionDenied : .databaseUnavailable,
                "\(what) can't be opened for writing: \(words)",
                hint: "check that its folder exists and belongs to the user who runs the server")
        case SQLITE_CONSTRAINT where isUniqueness(result):
            return failure(.uniqueViolated, "a row with this key exists: \(words)")
        case SQLITE_CONSTRAINT:
            return failure(.constraintViolated, "the row breaks a rule of its table: \(words)")
        case SQLITE_NOMEM:
            return failure(.outOfMemory, "\(what) needs more memory than there is")
        case SQLITE_TOOBIG:
            return failure(.invalidArgument, "a value is too large for \(what): \(words)")
        default:
            return failure(.databaseFailed, "\(what) refused a statement: \(words)")
        }
    }

    static func closed(_ path: String) -> Failure {
        Failure(.databaseClosed, "the database \(path) is closed", hint: "start the server again")
    }

    private static let freeSpace = "free some disk space and try again; nothing was half-written"

    private static func restore(_ path: String) -> String {
        "stop the server, move \(path) and its -wal and -shm files aside and restore a backup; "
            + "'sqlite3 \(path) .recover' may save what is still readable"
    }

    // SQLITE_IOERR | (19 << 8): a macro Swift does not import. The -shm file could not be extended.
    private static var sqliteSharedMemoryCannotGrow: Int32 { SQLITE_IOERR | (19 << 8) }

    private static func isFull(_ errorNumber: Int32) -> Bool { errorNumber == ENOSPC || errorNumber == EDQUOT }

    // SQLITE_CONSTRAINT_PRIMARYKEY (6), _UNIQUE (8) and _ROWID (10).
    private static func isUniqueness(_ result: Int32) -> Bool { [6, 8, 10].contains(result >> 8) }
}
