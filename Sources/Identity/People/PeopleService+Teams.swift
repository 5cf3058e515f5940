// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage
package import Wire

extension PeopleService {
    /// Throws `team_exists`, `user_not_found` for a member, `project_not_found` for a grant, `permission_denied`.
    package func create(_ request: CreateTeamRequest, by principal: Principal) async throws -> Team {
        try UserRules.checkName(request.name)
        return try await context.database.write { [context] connection in
            let principal = try principal.present(on: connection)
            try principal.requireAdministration()
            try principal.requireChange(from: [], to: request.grants ?? [])
            let now = context.time.now()
            let team = Team(
                id: context.random.identifier(at: now), name: request.name, createdAt: now,
                grants: request.grants ?? [], members: request.members ?? [])
            let links = try LinkGuard(on: connection)
            try TeamStore().insert(team, on: connection)
            try links.endStale(on: connection)
            try note("team.created", team, by: principal, on: connection)
            return try TeamStore().require(team.id.description, on: connection)
        }
    }

    /// Changes a team. Who changes its members gives or takes what the team has.
    ///
    /// Throws `team_not_found`, `team_exists`, `user_not_found`, `project_not_found`, `precondition_failed`,
    /// `permission_denied`, `last_owner`.
    package func change(
        _ reference: String, _ request: ChangeTeamRequest, if condition: EntityCondition, by principal: Principal
    ) async throws -> Team {
        if let name = request.name { try UserRules.checkName(name) }
        return try await context.database.write { connection in
            let principal = try principal.present(on: connection)
            try principal.requireAdministration()
            let old = try TeamStore().require(reference, on: connection)
            try condition.check(try Self.revision(of: old), of: "\(old.name)")
            var team = old
            if let name = request.name { team.name = name }
            if let grants = request.grants { team.grants = grants }
            if let members = request.members { team.members = members }
            try principal.requireChange(from: old.grants, to: team.grants)
            if Set(team.members) != Set(old.members) {
                try principal.requireChange(from: [], to: old.grants + team.grants)
            }
            let (owners, links) = (try OwnerGuard(on: connection), try LinkGuard(on: connection))
            try TeamStore().update(team, on: connection)
            try owners.check(on: connection)
            try links.endStale(on: connection)
            try note("team.changed", team, by: principal, on: connection)
            if Set(team.grants) != Set(old.grants) {
                try noteGrants(team.grants, subject: "team/\(team.id)", by: principal, on: connection)
            }
            return try TeamStore().require(team.id.description, on: connection)
        }
    }

    /// Throws `team_not_found`, `precondition_failed`, `permission_denied`, `last_owner`.
    package func deleteTeam(_ reference: String, if condition: EntityCondition, by principal: Principal) async throws {
        try await context.database.write { connection in
            let principal = try principal.present(on: connection)
            try principal.requireAdministration()
            let team = try TeamStore().require(reference, on: connection)
            try principal.requireChange(from: team.grants, to: [])
            try condition.check(try Self.revision(of: team), of: "\(team.name)")
            let (owners, links) = (try OwnerGuard(on: connection), try LinkGuard(on: connection))
            try TeamStore().delete(team.id, on: connection)
            try owners.check(on: connection)
            try links.endStale(on: connection)
            try note("team.deleted", team, by: principal, on: connection)
        }
    }

    func noteGrants(
        _ grants: [Grant], subject: String, by principal: Principal, on connection: any WriteConnection
    ) throws {
        let texts = grants.map { JSONValue.string("\($0.role.rawValue) \($0.scope)") }
        try context.record(
            "grant.changed", subject: subject, data: ["grants": .array(texts), "by": .string(principal.name)],
            on: connection)
    }

    private func note(
        _ type: String, _ team: Team, by principal: Principal, on connection: any WriteConnection
    ) throws {
        try context.record(
            type, subject: "team/\(team.id)",
            data: ["name": .string(team.name.text), "by": .string(principal.name)], on: connection)
        context.noteChange(on: connection)
    }
}
