// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage

/// People and teams: who there is, and what they may. Every operation takes who asks for it.
package struct PeopleService: Sendable {
    let context: IdentityContext
    let hasher: PasswordHasher
    let links: OneTimeLinks

    package init(_ context: IdentityContext, hasher: PasswordHasher) {
        self.context = context
        self.hasher = hasher
        links = OneTimeLinks(context)
    }

    /// What a change of a person is conditional on. When they were last there is not part of it: that would make every
    /// change fail that took a minute.
    package static func revision(of user: User) throws -> Revision {
        var user = user
        user.lastSeenAt = nil
        return try Revision(of: user)
    }

    package static func revision(of team: Team) throws -> Revision { try Revision(of: team) }
}
