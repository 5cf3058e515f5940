// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage
package import Wire

extension PeopleService {
    /// A page of the people. Throws `permission_denied` for who may not administer.
    package func users(_ filter: UserFilter, by principal: Principal) async throws -> Page<User> {
        try principal.requireAdministration()
        var query = filter
        query.order.limit += 1
        let found = try await context.database.read { [query] in try UserStore().list(query, on: $0) }
        return Page(found: found, limit: filter.order.limit) { filter.place(after: $0).cursor }
    }

    /// The person of a name or ID: oneself, or anybody for who may administer. Throws `user_not_found`,
    /// `permission_denied`.
    package func user(_ reference: String, by principal: Principal) async throws -> User {
        let isOneself = principal.user.map { [$0.name.text, $0.id.description].contains(reference.lowercased()) }
        if isOneself != true { try principal.requireAdministration() }
        return try await context.database.read { try UserStore().require(reference, on: $0) }
    }

    /// A page of the teams. Throws `permission_denied`.
    package func teams(_ filter: TeamFilter, by principal: Principal) async throws -> Page<Team> {
        try principal.requireAdministration()
        var query = filter
        query.order.limit += 1
        let found = try await context.database.read { [query] in try TeamStore().list(query, on: $0) }
        return Page(found: found, limit: filter.order.limit) { filter.place(after: $0).cursor }
    }

    /// The team of a name or ID. Throws `team_not_found`, `permission_denied`.
    package func team(_ reference: String, by principal: Principal) async throws -> Team {
        try principal.requireAdministration()
        return try await context.database.read { try TeamStore().require(reference, on: $0) }
    }
}
