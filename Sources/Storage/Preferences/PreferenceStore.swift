// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// JSON documents that the page keeps for a person, each with a revision that counts its changes.
package struct PreferenceStore: Sendable {
    /// Documents that one person may have.
    package static let maximumCount = 64
    /// Bytes of one document as JSON text.
    package static let maximumLength = 65_536

    package struct Document: Sendable, Hashable {
        package var value: JSONValue
        /// Counts from 1.
        package var revision: Int64

        package init(value: JSONValue, revision: Int64) {
            self.value = value
            self.revision = revision
        }
    }

    package init() {}

    package func find(_ name: String, of user: UserID, on connection: any ReadConnection) throws -> Document? {
        try connection.row(
            "SELECT document, revision FROM preferences WHERE user_id = ? AND name = ?", [.id(user), .text(name)]
        ).map { Document(value: try $0.json("document"), revision: try $0.integer("revision")) }
    }

    /// Writes a document and returns its new revision.
    ///
    /// - condition: the revision that is to be replaced, in decimal; 0 for none there.
    ///
    /// Throws `precondition_failed`, `preference_too_large`, `too_many_preferences`.
    @discardableResult
    package func put(
        _ value: JSONValue, as name: String, of user: UserID, if condition: EntityCondition = .none,
        on connection: any WriteConnection
    ) throws -> Int64 {
        let text = try JSONText.encode(value)
        guard text.utf8.count <= Self.maximumLength, (1...100).contains(name.utf8.count) else {
            throw Failure(
                .preferenceTooLarge, "the preference is larger than \(Self.maximumLength) bytes, or its name too long",
                hint: "keep less in it")
        }
        let current = try find(name, of: user, on: connection)?.revision ?? 0
        try condition.check(Revision("\(current)"), of: "the preference '\(name)'")
        let count = try connection.row("SELECT count(*) AS number FROM preferences WHERE user_id = ?", [.id(user)])
        guard try current > 0 || count?.integer("number") ?? 0 < Self.maximumCount else {
            throw Failure(
                .tooManyPreferences, "there are \(Self.maximumCount) preferences already",
                hint: "keep more in each of them")
        }
        try connection.execute(
            """
            INSERT INTO preferences (user_id, name, document, revision) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id, name) DO UPDATE SET document = excluded.document, revision = excluded.revision
            """, [.id(user), .text(name), .text(text), .integer(current + 1)])
        return current + 1
    }
}

extension FailureCode {
    package static let preferenceTooLarge = FailureCode("preference_too_large", .invalid)
    package static let tooManyPreferences = FailureCode("too_many_preferences", .conflict)
}
