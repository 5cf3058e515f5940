// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The projects, by name and by ID.
package struct ProjectStore: Sendable {
    private static let columns = "id, name, ordinal, created_at, node, description"
    private static let nextOrdinal = "next_project_ordinal"

    package init() {}

    /// Records a new project; throws `project_exists` when the name is taken.
    ///
    /// Ordinals are never given twice, not even after a deletion: a user ID and a port must not pass to a stranger who
    /// could find files or browser data of their former owner.
    package func create(
        _ name: ProjectName, id: ProjectID, node: NodeID?, description: String? = nil, at time: Timestamp,
        on connection: any WriteConnection
    ) throws -> Project {
        let settings = SettingStore()
        let ordinal = try settings.value(Self.nextOrdinal, as: Int.self, on: connection) ?? 1
        let project = Project(
            id: id, name: name, createdAt: time, ordinal: ordinal, node: node, description: description)
        let inserted = try connection.execute(
            "INSERT INTO projects (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
            [.id(id), .text(name.text), .integer(ordinal), .time(time), .id(node), .optional(description)])
        guard inserted == 1 else {
            throw Failure(.projectExists, "a project named '\(name)' exists", hint: "choose another name")
        }
        try settings.set(Self.nextOrdinal, to: ordinal + 1, on: connection)
        return project
    }

    package func find(_ id: ProjectID, on connection: any ReadConnection) throws -> Project? {
        try connection.row("SELECT \(Self.columns) FROM projects WHERE id = ?", [.id(id)]).map(Self.project)
    }

    package func find(named name: ProjectName, on connection: any ReadConnection) throws -> Project? {
        try connection.row("SELECT \(Self.columns) FROM projects WHERE name = ?", [.text(name.text)])
            .map(Self.project)
    }

    /// The project of that name; throws `project_not_found`.
    package func require(named name: ProjectName, on connection: any ReadConnection) throws -> Project {
        guard let project = try find(named: name, on: connection) else {
            throw Failure(
                .projectNotFound, "there is no project named '\(name)'", hint: "'dextra status' lists the projects")
        }
        return project
    }

    /// Changes what people say of a project.
    package func describe(_ id: ProjectID, as description: String?, on connection: any WriteConnection) throws {
        try connection.execute("UPDATE projects SET description = ? WHERE id = ?", [.optional(description), .id(id)])
    }

    /// Gives a project that no node has to one.
    package func place(_ id: ProjectID, on node: NodeID, _ connection: any WriteConnection) throws {
        try connection.execute("UPDATE projects SET node = ? WHERE id = ? AND node IS NULL", [.id(node), .id(id)])
    }

    /// Gives every project to a node: that of a store which only it can have.
    package func placeAll(on node: NodeID, _ connection: any WriteConnection) throws {
        try connection.execute("UPDATE projects SET node = ? WHERE node IS NULL OR node <> ?", [.id(node), .id(node)])
    }

    /// Takes a node's projects from it.
    package func displaceAll(from node: NodeID, on connection: any WriteConnection) throws {
        try connection.execute("UPDATE projects SET node = NULL WHERE node = ?", [.id(node)])
    }

    /// All projects, by name.
    package func list(on connection: any ReadConnection) throws -> [Project] {
        try connection.rows("SELECT \(Self.columns) FROM projects ORDER BY name").map(Self.project)
    }

    /// Deletes a project with its environments and releases; false when there is none. Its runs and events stay, as
    /// history; its secrets are the vault's to delete.
    @discardableResult
    package func delete(_ id: ProjectID, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM projects WHERE id = ?", [.id(id)]) > 0
    }

    private static func project(_ row: Row) throws -> Project {
        Project(
            id: try row.id("id"), name: try ProjectName(try row.text("name")), createdAt: try row.time("created_at"),
            ordinal: Int(try row.integer("ordinal")), node: try row.optionalID("node"),
            description: try row.optionalText("description"))
    }
}

extension FailureCode {
    package static let projectExists = FailureCode("project_exists", .conflict)
    package static let projectNotFound = FailureCode("project_not_found", .notFound)
}
