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
        guard let options = PQconninfoParse(url.reveal(), &problem) else {
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
        description = "the database \(name) at \(host)\(port)"
    }
}

extension FailureCode {
    static let invalidDatabaseAddress = FailureCode("invalid_database_address", .invalid)
}
