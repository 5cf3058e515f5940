// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

extension RunStore {
    /// The newest run of a subject that the server asked for by itself, under a key that begins with a text; nil when there
    /// is none.
    package func latest(of subject: String, underKeysFrom prefix: String, on connection: any ReadConnection) throws
        -> Run?
    {
        let row = try connection.row(Self.ownQuery(prefix), [.text(subject), .text(prefix)])
        return try row.flatMap { try find($0.id("id"), on: connection) }
    }

    /// The statement behind ``latest(of:underKeysFrom:on:)``: it walks back along the subject's runs to the first such.
    package static func ownQuery(_ prefix: String) -> String {
        // Keys of who asks are told apart by the actor, whatever they begin with.
        """
        SELECT id FROM runs
        WHERE subject = ? AND actor IS NULL AND substr(idempotency_key, 1, \(prefix.unicodeScalars.count)) = ?
        ORDER BY sequence DESC LIMIT 1
        """
    }
}
