// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
package import Model
package import Primitives
package import Storage
package import Vault
package import Workflows

/// The variables that people set for a profile of a project, apart from those dextra.yaml brings.
package struct EnvironmentService: Sendable {
    let database: any Database
    let vault: Vault
    private let events: EventLog
    private let time: TimeSource
    let store = EnvironmentStore()

    package init(database: any Database, vault: Vault, events: EventLog, time: TimeSource) {
        self.database = database
        self.vault = vault
        self.events = events
        self.time = time
    }

    package static let maximumValueBytes = 64 << 10

    /// Sets a variable; a secret is sealed before it reaches the database. The next release runs with it.
    ///
    /// Throws `project_not_found`, `invalid_variable`, `precondition_failed`.
    package func set(
        _ name: String, to value: Redacted<String>, secret: Bool, project: ProjectName, profile: Profile,
        by actor: String, if condition: EntityCondition = .none
    ) async throws {
        try Self.check(name, value)
        try await database.write { [vault, events, time, store] connection in
            let project = try ProjectStore().require(named: project, on: connection)
            try require(condition, name, project.id, profile, on: connection)
            let owner = Self.owner(project.id, profile)
            if secret {
                try vault.seal(value, owner: owner, name: name, at: time.now(), on: connection)
            } else {
                try Vault.delete(owner: owner, name: name, on: connection)
            }
            try store.set(
                EnvironmentVariable(name: name, value: secret ? .secret(name) : .plain(value.reveal())),
                project: project.id, profile: profile, at: time.now(), on: connection)
            try Self.note(name, project, profile, by: actor, in: events, on: connection)
        }
    }

    /// Removes a variable and what was sealed behind it; throws `project_not_found`, `variable_not_found`,
    /// `precondition_failed`.
    package func unset(
        _ name: String, project: ProjectName, profile: Profile, by actor: String,
        if condition: EntityCondition = .none
    ) async throws {
        try await database.write { [events, store] connection in
            let project = try ProjectStore().require(named: project, on: connection)
            try require(condition, name, project.id, profile, on: connection)
            guard try store.unset(name, project: project.id, profile: profile, on: connection) != nil else {
                throw Self.notSet(name, project.name, profile)
            }
            try Vault.delete(owner: Self.owner(project.id, profile), name: name, on: connection)
            try Self.note(name, project, profile, by: actor, in: events, on: connection)
        }
    }

    static func notSet(_ name: String, _ project: ProjectName, _ profile: Profile) -> Failure {
        Failure(
            .variableNotFound, "\(name) is not set in the \(profile.rawValue) profile of \(project)",
            hint: "'dextra env list' shows what is set")
    }

    /// Says that a variable changed; never to what.
    private static func note(
        _ name: String, _ project: Project, _ profile: Profile, by actor: String, in events: EventLog,
        on connection: any WriteConnection
    ) throws {
        try events.append(
            "environment.changed", subject: DeliveryParts.subject(of: project.id),
            data: ["name": .string(name), "profile": .string(profile.rawValue), "by": .string(actor)], on: connection)
    }

    /// What is set, by name; secrets by reference.
    package func list(project: ProjectName, profile: Profile) async throws -> [EnvironmentVariable] {
        try await database.read { [store] connection in
            let project = try ProjectStore().require(named: project, on: connection)
            return try store.list(project: project.id, profile: profile, on: connection)
        }
    }

    /// The given variables with their secrets' current values; throws `secret_unreadable`, and `secret_not_found` unless
    /// `lenient`, which leaves such a variable out.
    package func resolve(
        _ variables: [EnvironmentVariable], project: ProjectID, profile: Profile, lenient: Bool = false
    ) async throws -> ResolvedEnvironment {
        let opened = try await database.read { [self] connection in
            try open(variables, project: project, profile: profile, lenient: lenient, on: connection)
        }
        return ResolvedEnvironment(variables: variables, opened: opened)
    }

    /// The secrets among the variables, by the variable's name.
    private func open(
        _ variables: [EnvironmentVariable], project: ProjectID, profile: Profile, lenient: Bool,
        on connection: any ReadConnection
    ) throws -> [String: Redacted<String>] {
        var opened: [String: Redacted<String>] = [:]
        for variable in variables {
            guard case .secret(let record) = variable.value else { continue }
            do {
                opened[variable.name] = try vault.open(
                    owner: Self.owner(project, profile), name: record, on: connection)
            } catch let failure as Failure where lenient && failure.code == .secretNotFound {
                continue
            }
        }
        return opened
    }

    /// The secrets among the variables as keyed digests, by the variable's name; see ``Vault/mark(_:owner:name:)``.
    package func marks(
        of variables: [EnvironmentVariable], project: ProjectID, profile: Profile
    ) async throws -> [String: String] {
        let resolved = try await resolve(variables, project: project, profile: profile, lenient: true)
        var marks: [String: String] = [:]
        for variable in variables {
            guard case .secret = variable.value, let value = resolved.values[variable.name] else { continue }
            marks[variable.name] = vault.mark(value, owner: Self.owner(project, profile), name: variable.name)
        }
        return marks
    }

    /// What is set, with the secrets' marks.
    package func listWithMarks(
        project name: ProjectName, profile: Profile
    ) async throws -> (variables: [EnvironmentVariable], marks: [String: String]) {
        try await database.lookUp { [self] connection in
            let project = try ProjectStore().require(named: name, on: connection)
            let variables = try store.list(project: project.id, profile: profile, on: connection)
            let opened = try open(variables, project: project.id, profile: profile, lenient: true, on: connection)
            let owner = Self.owner(project.id, profile)
            let marks = opened.map { ($0, vault.mark($1, owner: owner, name: $0)) }
            return (variables, Dictionary(uniqueKeysWithValues: marks))
        }
    }

    /// What a release made now would run with, before it is checked.
    package func current(
        defaults: [String: String], project: ProjectID, profile: Profile
    ) async throws -> ResolvedEnvironment {
        let set = try await database.read { [store] in try store.list(project: project, profile: profile, on: $0) }
        return try await resolve(
            ResolvedEnvironment.merged(defaults: defaults, set: set), project: project, profile: profile)
    }

    /// Deletes every secret of a project; its variables go with the project's own row.
    static func deleteSecrets(of project: ProjectID, on connection: any WriteConnection) throws {
        for profile in Profile.allCases { try Vault.deleteAll(owner: owner(project, profile), on: connection) }
    }

    /// Secrets are sealed to one profile of one project: a record moved elsewhere does not open.
    static func owner(_ project: ProjectID, _ profile: Profile) -> String {
        "project/\(project)/\(profile.rawValue)"
    }

    private static func check(_ name: String, _ value: Redacted<String>) throws(Failure) {
        guard VariableName.isValid(name) else {
            throw Failure(
                .invalidVariable, "'\(name)' is not a variable's name",
                hint: "use letters, digits and underscores, not beginning with a digit")
        }
        guard !VariableName.isReserved(name) else {
            throw Failure(.invalidVariable, "\(name) is set by Dextra itself", hint: "choose another name")
        }
        let bytes = value.reveal().utf8
        guard bytes.count <= maximumValueBytes, !bytes.contains(0) else {
            throw Failure(
                .invalidVariable,
                "the value of \(name) is longer than \(maximumValueBytes >> 10) KiB or has a NUL byte",
                hint: "put large values into a file")
        }
    }
}
