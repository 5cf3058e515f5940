// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Statements for a server's administration, outside any transaction of ours.
package enum PostgreSQLScript {
    /// Runs statements one after another and returns the only value of the last, if it has one.
    @discardableResult
    package static func run(_ sql: String, url: Redacted<String>) throws -> String? {
        try PostgreSQLConnection(to: try DatabaseServer(url: url)).scriptValue(sql)
    }
}
