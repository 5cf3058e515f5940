// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Programs that wait for a person to let them in, in the table `device_authorizations`.
package struct DeviceAuthorizationStore: Sendable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case pending, approved, denied
    }

    /// What a person has allowed.
    package struct Approval: Sendable, Hashable {
        package var user: UserID
        package var scopes: [Permission]
        package var projects: [ProjectName]?
        /// Of the token that will be made.
        package var expiresAt: Timestamp?

        package init(user: UserID, scopes: [Permission], projects: [ProjectName]?, expiresAt: Timestamp?) {
            self.user = user
            self.scopes = scopes
            self.projects = projects
            self.expiresAt = expiresAt
        }
    }

    package struct Record: Sendable, Hashable {
        /// SHA-256 of the device code.
        package var deviceHash: [UInt8]
        /// A keyed digest of the user code, which is too short for a plain one.
        package var userMark: String
        package var clientName: String
        package var address: String?
        package var createdAt: Timestamp
        package var expiresAt: Timestamp
        /// Seconds that must be between two polls.
        package var interval: Int
        package var polledAt: Timestamp?
        package var state: State
        /// When it is approved.
        package var approval: Approval?

        package init(
            deviceHash: [UInt8], userMark: String, clientName: String, address: String?, createdAt: Timestamp,
            expiresAt: Timestamp, interval: Int, polledAt: Timestamp? = nil, state: State = .pending,
            approval: Approval? = nil
        ) {
            self.deviceHash = deviceHash
            self.userMark = userMark
            self.clientName = clientName
            self.address = address
            self.createdAt = createdAt
            self.expiresAt = expiresAt
            self.interval = interval
            self.polledAt = polledAt
            self.state = state
            self.approval = approval
        }
    }

    private static let columns = """
        device_hash, user_mark, client_name, address, created_at, expires_at, poll_interval, polled_at, state, user_id,
        scopes, projects, token_expires_at
        """

    package init() {}

    /// Writes one in place of the one with the same device code.
    package func put(_ record: Record, on connection: any WriteConnection) throws {
        try delete(deviceHash: record.deviceHash, on: connection)
        let approval = record.approval
        try connection.execute(
            """
            INSERT INTO device_authorizations (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .bytes(record.deviceHash), .text(record.userMark), .text(record.clientName),
                .optional(record.address), .time(record.createdAt), .time(record.expiresAt),
                .integer(record.interval), .time(record.polledAt), .text(record.state.rawValue),
                .id(approval?.user), try .json(approval?.scopes), try .json(approval?.projects),
                .time(approval?.expiresAt),
            ])
    }

    package func find(deviceHash: [UInt8], on connection: any ReadConnection) throws -> Record? {
        try connection.row(
            "SELECT \(Self.columns) FROM device_authorizations WHERE device_hash = ?", [.bytes(deviceHash)]
        ).map(Self.record)
    }

    package func find(userMark: String, on connection: any ReadConnection) throws -> Record? {
        try connection.row(
            "SELECT \(Self.columns) FROM device_authorizations WHERE user_mark = ?", [.text(userMark)]
        ).map(Self.record)
    }

    /// Where all of them were begun.
    package func addresses(on connection: any ReadConnection) throws -> [String?] {
        try connection.rows("SELECT address FROM device_authorizations").map { try $0.optionalText("address") }
    }

    @discardableResult
    package func delete(deviceHash: [UInt8], on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM device_authorizations WHERE device_hash = ?", [.bytes(deviceHash)]) > 0
    }

    package func deleteExpired(before moment: Timestamp, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM device_authorizations WHERE expires_at < ?", [.time(moment)])
    }

    private static func record(_ row: Row) throws -> Record {
        let user: UserID? = try row.optionalID("user_id")
        return Record(
            deviceHash: try row.bytes("device_hash"), userMark: try row.text("user_mark"),
            clientName: try row.text("client_name"), address: try row.optionalText("address"),
            createdAt: try row.time("created_at"), expiresAt: try row.time("expires_at"),
            interval: Int(try row.integer("poll_interval")), polledAt: try row.optionalTime("polled_at"),
            state: try row.choice("state"),
            approval: try user.map { user in
                Approval(
                    user: user, scopes: try row.json("scopes"), projects: try row.optionalJSON("projects"),
                    expiresAt: try row.optionalTime("token_expires_at"))
            })
    }
}
