// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Removes what is over: sessions, challenges, links, and failures that nobody counts any more.
package struct SignInUpkeep: Sendable {
    private let context: IdentityContext

    package init(_ context: IdentityContext) { self.context = context }

    /// Removes it and returns how many records went. Once an hour is often enough.
    @discardableResult
    package func prune() async throws -> Int {
        try await context.database.write { [context] connection in
            let now = context.time.now()
            let idle = try SettingStore().server(on: connection).sessionsIdle
            let sessions = try SessionStore().prune(
                now: now, unusedSince: now + (.zero - idle), on: connection)
            let challenges = try SignInChallengeStore().prune(now: now, on: connection)
            let links = try OneTimeLinkStore().prune(now: now, on: connection)
            let failures = try SignInFailureStore().prune(
                before: now + (.zero - ThrottleRule.longestMemory), on: connection)
            return sessions + challenges + links + failures
        }
    }
}
