// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

extension Failure {
    /// What an error of the server means to us. Statements are shown, their parameters never.
    ///
    /// States and their classes: PostgreSQL manual, appendix A.
    static func postgreSQL(
        state: String, _ words: String, server: DatabaseServer, statement: String? = nil, routine: String? = nil
    ) -> Failure {
        var metadata = [Metadatum("database", server.description), Metadatum("sqlstate", state)]
        // Words may be in any language; the name of the server's function that raised the error tells more.
        if let routine { metadata.append(Metadatum("routine", routine)) }
        if let statement { metadata.append(Metadatum("statement", statement)) }
        func failure(_ code: FailureCode, _ message: String, hint: String? = nil) -> Failure {
            Failure(code, message, hint: hint, metadata: metadata)
        }
        switch (state, state.prefix(2)) {
        case ("23505", _): return failure(.uniqueViolated, "a row with this key exists: \(words)")
        case (_, "23"): return failure(.constraintViolated, "the row breaks a rule of its table: \(words)")
        case ("53100", _):
            return failure(
                .diskFull, "\(server) can't grow: its disk is full",
                hint: "free some disk space on its machine and try again; nothing was half-written")
        case ("53200", _): return failure(.outOfMemory, "\(server) needs more memory than there is")
        case ("53300", _):
            return failure(
                .databaseUnavailable, "\(server) takes no more connections",
                hint: "raise max_connections, or stop what else uses it")
        case ("55P03", _), ("57014", _), ("25P03", _), (_, "40"):
            return failure(
                .databaseBusy, "\(server) is in use by another process: \(words)",
                hint: "another node holds it longer than we wait; try again")
        case (_, "08"), ("57P01", _), ("57P02", _), ("57P03", _), ("57P05", _), ("25006", _):
            return failure(.databaseUnavailable, "\(server) can't be reached: \(words)", hint: reach)
        case (_, "28"), ("42501", _):
            return failure(
                .permissionDenied, "\(server) doesn't let us in: \(words)",
                hint: "check the user and the password (DEXTRA_DATABASE or ~/.pgpass), and its pg_hba.conf")
        case ("3D000", _):
            return failure(.databaseUnavailable, "\(server) does not exist", hint: "make it with createdb")
        case ("XX001", _), ("XX002", _):
            return failure(.databaseCorrupt, "\(server) is damaged: \(words)", hint: "restore a backup of it")
        default: return failure(.databaseFailed, "\(server) refused a statement: \(words)")
        }
    }

    static func unreachable(_ server: DatabaseServer, _ words: String) -> Failure {
        Failure(
            .databaseUnavailable, "\(server) can't be reached: \(words)", hint: reach,
            metadata: [Metadatum("database", server.description)], retry: .after(nil))
    }

    private static let reach = "check that PostgreSQL runs there and that the network lets us through"
}
