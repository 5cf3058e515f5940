// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage
package import Workflows

/// The settings of the installation: read, set and put back to their defaults.
package struct SettingsService: Sendable {
    private let database: any Database
    private let events: EventLog
    private let store = SettingStore()

    package init(database: any Database, events: EventLog) {
        self.database = database
        self.events = events
    }

    /// As they hold now.
    package func current() async throws -> ServerSettings {
        try await database.read { [store] in try store.server(on: $0) }
    }

    /// What a change of a setting is conditional on.
    package static func revision(of definition: SettingDefinition, in settings: ServerSettings) throws -> Revision {
        try Revision(
            of: [
                "name": .string(definition.name), "value": settings.value(of: definition),
                "is_set": .bool(settings.isSet(definition)),
            ] as JSONValue)
    }

    /// Sets one to what a person wrote; throws `setting_unknown`, `setting_invalid`, `precondition_failed`, and
    /// `backup_unsupported` for scheduled backups of a database that can't be copied.
    package func set(
        _ name: String, to text: String, by actor: String, if condition: EntityCondition = .none
    ) async throws {
        let definition = try SettingDefinition.require(name)
        let value = try definition.parse(text)
        if definition == .backupEvery, value != definition.fallback {
            _ = try BackupSupport.snapshotting(database)
        }
        try await database.write { [store, events] connection in
            try condition.check(try Self.revision(of: definition, in: store.server(on: connection)), of: name)
            try store.set(name, to: value, on: connection)
            try events.append(
                "setting.changed", subject: "server/settings",
                data: [
                    "name": .string(name), "value": .string(definition.kind.text(of: value)), "by": .string(actor),
                ], on: connection)
        }
    }

    /// Puts one back to its default; throws `setting_unknown`, `precondition_failed`.
    package func unset(_ name: String, by actor: String, if condition: EntityCondition = .none) async throws {
        let definition = try SettingDefinition.require(name)
        try await database.write { [store, events] connection in
            let settings = try store.server(on: connection)
            try condition.check(try Self.revision(of: definition, in: settings), of: name)
            guard settings.isSet(definition) else { return }
            try store.remove(name, on: connection)
            try events.append(
                "setting.changed", subject: "server/settings", data: ["name": .string(name), "by": .string(actor)],
                on: connection)
        }
    }
}
