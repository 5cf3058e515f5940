// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage
package import Wire

/// A person as they are now, and the token of the link that they have to get.
package struct ChangedUser: Sendable {
    package var user: User
    /// For `…/invite#token=`; good for 72 hours and one use.
    package var link: Redacted<String>?
}

extension PeopleService {
    /// Makes a person, with a link to set their password when none is given.
    ///
    /// Throws `user_exists`, `user_name_reserved`, `password_refused`, `permission_denied`, `project_not_found` for a
    /// grant, `invalid_argument`.
    package func create(_ request: CreateUserRequest, by principal: Principal) async throws -> ChangedUser {
        try principal.requireAdministration()
        try principal.requireChange(from: [], to: request.grants ?? [])
        try UserRules.checkName(request.name)
        let (shown, email) = (
            try UserRules.displayName(request.displayName, for: request.name), try UserRules.email(request.email)
        )
        let password = request.password.map { Redacted($0) }
        if let password { try PasswordRules.check(password, of: request.name) }
        let hash: String? = if let password { try await hasher.hash(password) } else { nil }
        return try await context.database.write { [context, links] connection in
            let principal = try principal.present(on: connection)
            try principal.requireAdministration()
            try principal.requireChange(from: [], to: request.grants ?? [])
            let now = context.time.now()
            let user = User(
                id: context.random.identifier(at: now), name: request.name, displayName: shown, email: email,
                createdAt: now, grants: request.grants ?? [])
            try UserStore().insert(user, on: connection)
            try context.record(
                "user.created", subject: "user/\(user.id)",
                data: ["name": .string(user.name.text), "by": .string(principal.name)], on: connection)
            context.noteChange(on: connection)
            var link: Redacted<String>?
            if let hash {
                try PasswordStore().set(StoredPassword(hash: hash, changedAt: now), of: user.id, on: connection)
            } else {
                link = try links.issue(.invitation, for: user.id, on: connection)
            }
            return ChangedUser(user: try UserStore().require(user.id.description, on: connection), link: link)
        }
    }

    /// Changes a person. One may change one's own display name and e-mail; all else is for who may administer and may do
    /// all that the person may.
    ///
    /// Throws `user_not_found`, `precondition_failed`, `permission_denied`, `last_owner`, `project_not_found`,
    /// `invalid_argument`.
    package func change(
        _ reference: String, _ request: ChangeUserRequest, if condition: EntityCondition, by principal: Principal
    ) async throws -> ChangedUser {
        let isHarmless =
            request.disabled == nil && request.grants == nil && request.allowedAddresses == nil && request.reset == nil
        return try await context.database.write { [context] connection in
            let principal = try principal.present(on: connection)
            let found = try? UserStore().require(reference, on: connection)
            let isOwn = found.map { $0.id == principal.user?.id && principal.limit == nil } ?? false
            if !(isOwn && isHarmless) { try principal.requireAdministration() }
            let old = try UserStore().require(reference, on: connection)
            if !(isOwn && isHarmless) { try principal.requireAuthority(over: old, on: connection) }
            try condition.check(try Self.revision(of: old), of: "\(old.name)")
            let user = try Self.applying(request, to: old)
            try principal.requireChange(from: old.grants, to: user.grants)
            let (owners, outdated) = (try OwnerGuard(on: connection), try LinkGuard(on: connection))
            try UserStore().update(user, on: connection)
            try owners.check(on: connection)
            try outdated.endStale(on: connection)
            if user.disabled && !old.disabled {
                try SessionIssuer(context).endAll(of: user.id, on: connection)
                try OneTimeLinkStore().deleteAll(of: user.id, on: connection)
            }
            let link = try request.reset.flatMap { try reset($0, user, on: connection) }
            let changed = try UserStore().require(user.id.description, on: connection)
            try note(changed, from: old, request, by: principal, on: connection)
            return ChangedUser(user: changed, link: link)
        }
    }

    /// Deletes a person with their sessions, tokens and second factor.
    ///
    /// Throws `user_not_found`, `precondition_failed`, `permission_denied`, `last_owner`.
    package func delete(_ reference: String, if condition: EntityCondition, by principal: Principal) async throws {
        try await context.database.write { [context] connection in
            let principal = try principal.present(on: connection)
            try principal.requireAdministration()
            let user = try UserStore().require(reference, on: connection)
            try principal.requireAuthority(over: user, on: connection)
            try condition.check(try Self.revision(of: user), of: "\(user.name)")
            let owners = try OwnerGuard(on: connection)
            try SecondFactor(of: user.id, context).turnOff(on: connection)
            try UserStore().delete(user.id, on: connection)
            try owners.check(on: connection)
            try context.record(
                "user.deleted", subject: "user/\(user.id)",
                data: ["name": .string(user.name.text), "by": .string(principal.name)], on: connection)
            context.noteChange(on: connection)
        }
    }

    private static func applying(_ request: ChangeUserRequest, to old: User) throws -> User {
        var user = old
        if let name = request.displayName { user.displayName = try UserRules.displayName(name, for: user.name) }
        if let email = request.email { user.email = try UserRules.email(email) }
        if let disabled = request.disabled { user.disabled = disabled }
        if let grants = request.grants { user.grants = grants }
        if let addresses = request.allowedAddresses { user.allowedAddresses = try UserRules.addresses(addresses) }
        return user
    }

    /// Takes a password or a second factor away, with all sessions that were begun with it.
    private func reset(
        _ kind: ChangeUserRequest.Reset, _ user: User, on connection: any WriteConnection
    ) throws -> Redacted<String>? {
        try SessionIssuer(context).endAll(of: user.id, on: connection)
        switch kind {
        case .password:
            try PasswordStore().delete(of: user.id, on: connection)
            return try links.issue(.passwordReset, for: user.id, on: connection)
        case .totp:
            try SecondFactor(of: user.id, context).turnOff(on: connection)
            return nil
        }
    }

    private func note(
        _ user: User, from old: User, _ request: ChangeUserRequest, by principal: Principal,
        on connection: any WriteConnection
    ) throws {
        context.noteChange(on: connection)
        let fields: [(String, Bool)] = [
            ("display_name", user.displayName != old.displayName), ("email", user.email != old.email),
            ("disabled", user.disabled != old.disabled),
            ("allowed_addresses", user.allowedAddresses != old.allowedAddresses),
            ("password", request.reset == .password), ("two_factor", request.reset == .totp),
        ]
        let changed = fields.filter(\.1).map { JSONValue.string($0.0) }
        if !changed.isEmpty {
            try context.record(
                "user.changed", subject: "user/\(user.id)",
                data: ["fields": .array(changed), "by": .string(principal.name)], on: connection)
        }
        if Set(user.grants) != Set(old.grants) {
            try noteGrants(user.grants, subject: "user/\(user.id)", by: principal, on: connection)
        }
    }
}
