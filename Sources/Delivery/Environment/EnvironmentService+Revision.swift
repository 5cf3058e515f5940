// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage
import Vault

/// A variable with what tells its states apart.
package struct MarkedVariable: Sendable, Hashable {
    package var variable: EnvironmentVariable
    /// Of a secret; see ``EnvironmentService/marks(of:project:profile:)``.
    package var mark: String?

    /// What a change of it is conditional on. A secret's value shows in it only by its mark.
    package var revision: Revision {
        get throws {
            try Revision(
                of: [
                    "variable": try JSONValue(encoding: variable), "mark": mark.map(JSONValue.string) ?? .null,
                ] as JSONValue)
        }
    }
}

extension EnvironmentService {
    /// One variable as it is set; throws `project_not_found`, `variable_not_found`.
    package func variable(
        _ name: String, project: ProjectName, profile: Profile
    ) async throws -> MarkedVariable {
        try await database.read { connection in
            let project = try ProjectStore().require(named: project, on: connection)
            guard let found = try find(name, project.id, profile, on: connection) else {
                throw Self.notSet(name, project.name, profile)
            }
            return found
        }
    }

    /// Throws `precondition_failed`; what is not set is in none of the states that somebody can have seen.
    func require(
        _ condition: EntityCondition, _ name: String, _ project: ProjectID, _ profile: Profile,
        on connection: any ReadConnection
    ) throws {
        guard condition != .none else { return }
        let current = try find(name, project, profile, on: connection)
        try condition.check(try current?.revision ?? Revision(of: JSONValue.null), of: name)
    }

    private func find(
        _ name: String, _ project: ProjectID, _ profile: Profile, on connection: any ReadConnection
    ) throws -> MarkedVariable? {
        guard let variable = try store.find(name, project: project, profile: profile, on: connection) else {
            return nil
        }
        guard case .secret(let record) = variable.value else { return MarkedVariable(variable: variable) }
        let owner = Self.owner(project, profile)
        do {
            let value = try vault.open(owner: owner, name: record, on: connection)
            return MarkedVariable(variable: variable, mark: vault.mark(value, owner: owner, name: variable.name))
        } catch let failure as Failure where failure.code == .secretNotFound {
            // A restored backup may have come without it.
            return MarkedVariable(variable: variable)
        }
    }
}
