// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage

/// A connection that is made when it is needed and made again when it was lost. Belongs to one thread.
final class Session {
    private let server: DatabaseServer
    private let settings: [String]
    private let preparation: String?
    private let random: RandomSource
    private var current: PostgreSQLConnection?
    /// Why the last attempt to connect failed, until one succeeds.
    private var outage: Failure?

    /// How long a caller waits for a server that is away before it is told so.
    static let patience: Duration = .seconds(5)
    private static let backoff = Backoff(base: .milliseconds(20), limit: .seconds(1))

    /// `settings` are SET at the start of each connection, and `preparation` is run.
    init(_ server: DatabaseServer, settings: [String], preparation: String?, random: RandomSource) {
        self.server = server
        self.settings = settings
        self.preparation = preparation
        self.random = random
    }

    /// The connection there is, if it works.
    var open: PostgreSQLConnection? { current?.loss == nil ? current : nil }

    /// The connection; tries for `patience` to make one, from when the caller asked, or until `isGivenUp` when that is
    /// nil, whatever the reason is.
    ///
    /// Throws `database_unavailable`, `permission_denied`.
    func connection(
        patience: Duration? = Session.patience, since began: Duration = TimeSource.system.uptime(),
        isGivenUp: () -> Bool
    ) throws -> PostgreSQLConnection {
        if let open { return open }
        current = nil
        // Who waited in the queue while those before tried in vain has waited enough.
        if let outage, let patience, TimeSource.system.uptime() - began > patience { throw outage }
        var attempts = 0
        while true {
            do {
                let connection = try PostgreSQLConnection(to: server, settings: settings)
                if let preparation { try connection.script(preparation) }
                current = connection
                outage = nil
                return connection
            } catch let failure as Failure where patience == nil || failure.code == .databaseUnavailable {
                outage = failure
                attempts += 1
                let pause = Self.backoff.delay(afterAttempt: attempts, random: random)
                let isTooLate = patience.map { TimeSource.system.uptime() + pause - began > $0 } ?? false
                if isTooLate || isGivenUp() { throw failure }
                usleep(UInt32(pause.wholeMilliseconds) * 1000 + 1000)
            }
        }
    }

    func drop() { current = nil }
}
