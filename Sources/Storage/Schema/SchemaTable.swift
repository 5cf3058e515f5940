// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A table of the product and the columns that tell its rows apart, in their order.
struct SchemaTable: Sendable, Hashable {
    var name: String
    var key: [String]

    /// Every table that holds records, those that others refer to first. `schema_migrations` and `store_copies` are about
    /// the database itself.
    static let all: [SchemaTable] = [
        SchemaTable(name: "counters", key: ["name"]),
        SchemaTable(name: "settings", key: ["name"]),
        SchemaTable(name: "nodes", key: ["id"]),
        SchemaTable(name: "projects", key: ["id"]),
        SchemaTable(name: "environment_variables", key: ["project_id", "profile", "name"]),
        SchemaTable(name: "releases", key: ["id"]),
        SchemaTable(name: "scales", key: ["project_id", "profile", "process"]),
        SchemaTable(name: "backing_services", key: ["project_id", "profile", "name"]),
        SchemaTable(name: "sealed_records", key: ["owner", "name"]),
        SchemaTable(name: "users", key: ["id"]),
        SchemaTable(name: "teams", key: ["id"]),
        SchemaTable(name: "team_members", key: ["team_id", "user_id"]),
        SchemaTable(name: "user_grants", key: ["user_id", "scope"]),
        SchemaTable(name: "team_grants", key: ["team_id", "scope"]),
        SchemaTable(name: "passwords", key: ["user_id"]),
        SchemaTable(name: "second_factors", key: ["user_id"]),
        SchemaTable(name: "recovery_codes", key: ["user_id", "hash"]),
        SchemaTable(name: "sessions", key: ["id"]),
        SchemaTable(name: "sign_in_challenges", key: ["token_hash"]),
        SchemaTable(name: "sign_in_failures", key: ["key"]),
        SchemaTable(name: "one_time_links", key: ["token_hash"]),
        SchemaTable(name: "api_tokens", key: ["id"]),
        SchemaTable(name: "device_authorizations", key: ["user_mark"]),
        SchemaTable(name: "signing_keys", key: ["id"]),
        SchemaTable(name: "credentials", key: ["platform"]),
        SchemaTable(name: "audit_entries", key: ["sequence"]),
        SchemaTable(name: "audit_intents", key: ["id"]),
        SchemaTable(name: "audit_seals", key: ["name"]),
        SchemaTable(name: "preferences", key: ["user_id", "name"]),
        SchemaTable(name: "read_marks", key: ["user_id"]),
        SchemaTable(name: "runs", key: ["id"]),
        SchemaTable(name: "steps", key: ["run_id", "position"]),
        SchemaTable(name: "events", key: ["cursor"]),
        SchemaTable(name: "log_chunks", key: ["run_id", "start"]),
        SchemaTable(name: "relayed_blobs", key: ["source", "digest", "part"]),
    ]

    /// A page of rows after a key, in the key's order.
    func page(
        after last: [SQLValue]?, limit: Int, on connection: any ReadConnection
    ) throws -> (rows: [Row], last: [SQLValue]?) {
        let columns = key.joined(separator: ", ")
        let marks = key.map { _ in "?" }.joined(separator: ", ")
        let condition = last == nil ? "" : "WHERE (\(columns)) > (\(marks)) "
        let rows = try connection.rows(
            "SELECT * FROM \(name) \(condition)ORDER BY \(columns) LIMIT ?", (last ?? []) + [.integer(limit)])
        return (rows, try rows.last.map { row in try key.map { try row.value($0) } })
    }

    func insert(_ row: Row, on connection: any WriteConnection) throws {
        let marks = row.columns.map { _ in "?" }.joined(separator: ", ")
        try connection.execute(
            "INSERT INTO \(name) (\(row.columns.joined(separator: ", "))) VALUES (\(marks))", row.values)
    }
}
