// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// On whose behalf a request is, and how that is known.
package struct Principal: Sendable, Hashable {
    package enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// The machine's own user over the unix socket, by the kernel's word: may do everything.
        case local
        /// Signed in on the page, by cookie.
        case session
        case apiToken = "api_token"
        /// A short-lived JWT.
        case accessToken = "access_token"
    }

    package var method: Method
    /// Nil for the machine's own user.
    package var user: User?
    package var session: SessionID?
    package var token: TokenID?
    /// The person's own grants and their teams'.
    package var grants: [Grant]
    /// What a token is limited to; nil for no limit.
    package var limit: TokenLimit?
    package var expiresAt: Timestamp?

    package init(
        method: Method, user: User? = nil, session: SessionID? = nil, token: TokenID? = nil, grants: [Grant],
        limit: TokenLimit? = nil, expiresAt: Timestamp? = nil
    ) {
        self.method = method
        self.user = user
        self.session = session
        self.token = token
        self.grants = grants
        self.limit = limit
        self.expiresAt = expiresAt
    }

    /// The machine's own user.
    package static let local = Principal(method: .local, grants: [Grant(.owner)])

    /// What audit entries and runs call it.
    package var name: String { user?.name.text ?? "local" }

    /// Whether it may do something everywhere, and so to the installation itself.
    package func may(_ permission: Permission) -> Bool {
        grants.contains { $0.scope == .everything && $0.role.permissions.contains(permission) }
            && (limit.map { $0.projects == nil && $0.permissions.contains(permission) } ?? true)
    }

    /// Whether it may do something to a project.
    package func may(_ permission: Permission, on project: Project) -> Bool {
        let granted = grants.contains {
            ($0.scope == .everything || $0.scope == .project(project.id)) && $0.role.permissions.contains(permission)
        }
        guard granted, let limit else { return granted }
        return limit.permissions.contains(permission) && limit.covers(project)
    }
}

/// What a token may at most.
package struct TokenLimit: Sendable, Hashable {
    package var permissions: Set<Permission>
    /// Nil for all that its owner sees.
    package var projects: Set<ProjectName>?
    /// When the projects were named; nil where that doesn't matter.
    package var namedAt: Timestamp?

    /// By how much the clocks of nodes may differ.
    private static let leeway = Duration.seconds(30)

    package init(permissions: Set<Permission>, projects: Set<ProjectName>? = nil, namedAt: Timestamp? = nil) {
        self.permissions = permissions
        self.projects = projects
        self.namedAt = namedAt
    }

    /// Whether a project is among those that were named: one that was made since has only the name of one of them, which
    /// is gone.
    package func covers(_ project: Project) -> Bool {
        guard let projects else { return true }
        return projects.contains(project.name) && namedAt.map { project.createdAt <= $0 + Self.leeway } ?? true
    }
}

extension Principal {
    /// A person at the page, or the machine's own user: not a program with a token.
    package var isInteractive: Bool { method == .session || method == .local }
}
