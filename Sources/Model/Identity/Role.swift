// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A named set of permissions; each role may do all that the one before it may.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case viewer, deployer, `operator`, admin, owner

    package var permissions: Set<Permission> {
        switch self {
        case .viewer: [.view]
        case .deployer: [.view, .deploy]
        case .operator: [.view, .deploy, .operate]
        case .admin: [.view, .deploy, .operate, .administer]
        case .owner: Set(Permission.allCases)
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.permissions.count < right.permissions.count }
}
