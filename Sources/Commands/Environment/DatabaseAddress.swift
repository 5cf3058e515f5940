// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Where a server's records are to be kept, when not in its data directory: the address of a PostgreSQL database.
package struct DatabaseAddress: Sendable, Hashable {
    /// A connection URI (PostgreSQL manual, 34.1.1.2), perhaps with a password.
    package let url: Redacted<String>

    package static let variable = "DEXTRA_DATABASE"

    /// Throws `invalid_argument` for anything but a `postgres://` or `postgresql://` URI.
    package init(_ text: String) throws(Failure) {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            throw Failure(
                .invalidArgument, "a database is given as postgres://user@host/name",
                hint: "PostgreSQL is the database that several nodes can share; without one Dextra keeps its own file")
        }
        url = Redacted(text)
    }

    /// The address that the command line or, failing that, the environment gives.
    ///
    /// Throws `password_on_command_line`: every user of a machine can read every process's arguments.
    package static func find(option: String?, in environment: [String: String]) throws(Failure) -> DatabaseAddress? {
        guard let option else {
            guard let text = environment[variable], !text.isEmpty else { return nil }
            return try DatabaseAddress(text)
        }
        guard !hasPassword(option) else {
            throw Failure(
                .passwordOnCommandLine, "the database's address has a password in it, which every user here can read",
                hint: "put the whole address into the environment variable \(variable), or the password into ~/.pgpass")
        }
        return try DatabaseAddress(option)
    }

    private static func hasPassword(_ text: String) -> Bool {
        if text.contains("password=") { return true }
        guard let scheme = text.firstRange(of: "://") else { return false }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}

extension FailureCode {
    static let passwordOnCommandLine = FailureCode("password_on_command_line", .invalid)
}
