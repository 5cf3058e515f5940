// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Storage

/// Sees to it that a change of what people may ends the links that they were given before: who made one for somebody who
/// could do little must not get by it what that person was made since.
struct LinkGuard {
    private let before: [UserID: Set<Grant>]

    init(on connection: any ReadConnection) throws { before = try Self.rights(on: connection) }

    /// Ends the links of everybody whose rights, by their own grants or their teams', are others now.
    func endStale(on connection: any WriteConnection) throws {
        for (user, grants) in try Self.rights(on: connection) where before[user] != grants {
            try OneTimeLinkStore().deleteAll(of: user, on: connection)
        }
    }

    /// What those may who have a link.
    private static func rights(on connection: any ReadConnection) throws -> [UserID: Set<Grant>] {
        try OneTimeLinkStore().holders(on: connection).reduce(into: [:]) { rights, user in
            rights[user] = Set(try GrantStore().effective(for: user, on: connection))
        }
    }
}
