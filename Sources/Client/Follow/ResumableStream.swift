// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A stream of the server's that is taken up where it broke, through restarts of the server.
struct ResumableStream: Sendable {
    let client: ServerClient
    let launcher: ServerLauncher
    let time: TimeSource
    let random: RandomSource

    /// Gives up after so many connections in a row that brought nothing.
    private static let patience = 10

    /// Reads one connection after the other until one gives a value, which it does at the stream's own end.
    ///
    /// - name: what is read, for people.
    /// - connection: reads one connection, from the place that it moves along; nil when the connection ended and the
    ///   stream did not.
    /// - onLoss: called before the server is looked for, which is started if need be.
    ///
    /// Throws `server_not_running` when connections end again and again without bringing anything,
    /// `server_not_starting`, and what `connection` and `onLoss` throw.
    func read<Place: Equatable, Value>(
        _ name: String, from start: Place, connection: (inout Place) async throws -> Value?,
        onLoss: (Place) async throws -> Void
    ) async throws -> Value {
        var place = start
        var failures = 0
        while true {
            let before = place
            do {
                if let value = try await connection(&place) { return value }
            } catch let failure as Failure where failure.isLostStream {
                if failures >= Self.patience { throw failure }
            }
            failures = place == before ? failures + 1 : 1
            guard failures <= Self.patience else {
                throw Failure(.serverNotRunning, "the server ends \(name) again and again")
            }
            try await onLoss(place)
            let backoff = Backoff(base: .milliseconds(100), limit: .seconds(2))
            try await time.sleep(for: backoff.delay(afterAttempt: failures, random: random))
            try await launcher.recover(client)
        }
    }
}
