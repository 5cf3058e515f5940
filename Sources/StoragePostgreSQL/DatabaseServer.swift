// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CPQ
import Primitives
import Storage

/// Where a PostgreSQL database is and how one gets in. Its description leaves the password out.
struct DatabaseServer: Sendable, CustomStringConvertible {
    let url: Redacted<String>
    let description: String

    /// Throws `invalid_database_address` for what is no connection URI (PostgreSQL manual, 34.1.1.2).
    init(url: Redacted<String>) throws(Failure) {
        var problem: UnsafeMutablePointer<CChar>?
        // libpq also takes `key=value`, and nothing at all for the defaults.
        let isURI = ["postgres://", "postgresql://"].contains(where: url.reveal().hasPrefix)
        guard isURI, let options = PQconninfoParse(url.reveal(), &problem) else {
            // libpq's own words may quote the address, password and all.
            PQfreemem(problem)
            throw Failure(
                .invalidDatabaseAddress, "the database's address is not a PostgreSQL connection URI",
                hint: "it looks like postgres://user@host:5432/name")
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.url = url
        let host = values["host"] ?? values["hostaddr"] ?? "the local socket"
        let port = values["port"].map { ":\($0)" } ?? ""
        let name = values["dbname"] ?? values["user"] ?? "the user's own"
        // What a password with such a character leaves of the address would be shown as if it were not secret.
        guard !(host + name).contains("@"), port.allSatisfy({ $0.isNumber || ":,".contains($0) }) else {
            throw Failure(
                .invalidDatabaseAddress, "the database's address can't be read",
                hint: "write characters of the password like @ / : # as %40 %2F %3A %23")
        }
        description = "the database \(name) at \(host)\(port)"
    }
}

extension FailureCode {
    static let invalidDatabaseAddress = FailureCode("invalid_database_address", .invalid)
}
