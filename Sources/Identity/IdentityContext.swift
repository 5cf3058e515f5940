// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Storage
package import Vault
package import Workflows

/// What everything in this room stands on.
package struct IdentityContext: Sendable {
    package let database: any Database
    package let events: EventLog
    package let vault: Vault
    package let time: TimeSource
    package let random: RandomSource
    package let changes: PeopleChanges

    package init(
        database: any Database, events: EventLog, vault: Vault, time: TimeSource, random: RandomSource = .system
    ) {
        self.database = database
        self.events = events
        self.vault = vault
        self.time = time
        self.random = random
        changes = PeopleChanges(of: database)
    }

    /// Appends an event in the transaction of the change that it tells of.
    func record(
        _ type: String, subject: String, data: JSONValue, on connection: any WriteConnection
    ) throws {
        try events.append(type, subject: subject, data: data, on: connection)
    }

    /// Makes all that is remembered about people count as old: here before the write returns, on other nodes soon after.
    package func noteChange(on connection: any WriteConnection) {
        connection.announce(.identity)
        // An announcement may come after the write has returned; who was signed out here must be out by then.
        connection.afterCommit { [changes] in changes.note() }
    }
}
