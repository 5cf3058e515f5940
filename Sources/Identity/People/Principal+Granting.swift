// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

extension Principal {
    /// Throws `permission_denied` unless it may manage people.
    func requireAdministration() throws(Failure) {
        guard may(.administer) else { throw Self.denied("\(name) may not manage people") }
    }

    /// Whether it may give or take this: nobody hands on more than they have.
    func mayGrant(_ grant: Grant) -> Bool {
        let permissions = grant.role.permissions
        if let limit {
            guard limit.projects == nil, permissions.isSubset(of: limit.permissions) else { return false }
        }
        return grants.contains { own in
            (own.scope == .everything || own.scope == grant.scope) && permissions.isSubset(of: own.role.permissions)
        }
    }

    /// Throws `permission_denied` unless it may give all of these and take all of those: what stays is not asked about.
    func requireChange(from old: [Grant], to new: [Grant]) throws(Failure) {
        let changed = Set(old).symmetricDifference(new)
        guard let refused = changed.first(where: { !mayGrant($0) }) else { return }
        throw Self.denied("\(name) may not give or take the role '\(refused.role.rawValue)' for \(refused.scope)")
    }

    /// Throws `permission_denied` unless it may do all that this person may: else who resets their password, or locks
    /// them out, would get or take what is not theirs to give.
    func requireAuthority(over user: User, on connection: any ReadConnection) throws {
        let grants = try GrantStore().effective(for: user.id, on: connection)
        guard grants.allSatisfy(mayGrant) else {
            throw Self.denied("\(name) may not change \(user.name), who may do more")
        }
    }

    private static func denied(_ message: String) -> Failure {
        Failure(.permissionDenied, message, hint: "ask an owner")
    }
}
