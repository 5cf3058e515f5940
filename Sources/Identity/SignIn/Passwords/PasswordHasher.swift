// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
package import Primitives
import Synchronization

/// Makes and checks password hashes, a few at a time: each takes the memory of its cost, and many at once would take
/// the machine.
package final class PasswordHasher: Sendable {
    private let cost: PasswordCost
    private let lanes: [PasswordLane]
    /// How many each lane has before it.
    private let queues: Mutex<[Int]>
    private let longestQueue: Int
    /// How many strangers may be in a lane's line.
    private let mostStrangers: Int
    /// Costs as much as a real one and matches nothing.
    private let nobody: String

    /// `lanes` are computed at once, and `waiting` wait for each of them, half of that behind strangers. Throws
    /// `thread_unavailable`.
    package init(cost: PasswordCost = .standard, lanes: Int = 2, waiting: Int = 16) throws {
        guard sodium_init() >= 0 else { throw Failure(.internalError, "libsodium can't be initialised") }
        self.cost = cost
        self.lanes = try (0..<lanes).map { _ in try PasswordLane() }
        queues = Mutex([Int](repeating: 0, count: lanes))
        (longestQueue, mostStrangers) = (waiting + 1, waiting / 2 + 1)
        nobody =
            "$argon2id$v=19$m=\(cost.memory >> 10),t=\(cost.passes),p=1$" + String(repeating: "A", count: 22) + "$"
            + String(repeating: "A", count: 43)
    }

    /// The hash to store. Throws `sign_in_busy`, `out_of_memory`.
    package func hash(_ password: Redacted<String>) async throws -> String {
        let lane = try enter(longestQueue)
        defer { leave(lane) }
        return try await lanes[lane].hash(password, cost)
    }

    /// Whether the stored hash is the password's; nil takes as long and is false. Throws `sign_in_busy`.
    ///
    /// - isKnown: false for who may be anybody. They take only a part of the line, so that however many of them there are,
    ///   who has been here before gets their turn.
    package func matches(_ password: Redacted<String>, _ hash: String?, isKnown: Bool) async throws -> Bool {
        let lane = try enter(isKnown ? longestQueue : mostStrangers)
        defer { leave(lane) }
        return try await lanes[lane].matches(password, hash ?? nobody) && hash != nil
    }

    /// Whether a hash was made at another cost than passwords have now.
    package func isOutdated(_ hash: String) -> Bool {
        crypto_pwhash_str_needs_rehash(hash, UInt64(cost.passes), cost.memory) != 0
    }

    private func enter(_ longest: Int) throws(Failure) -> Int {
        let lane = queues.withLock { queues -> Int? in
            guard let lane = queues.indices.min(by: { queues[$0] < queues[$1] }), queues[lane] < longest else {
                return nil
            }
            queues[lane] += 1
            return lane
        }
        guard let lane else {
            throw Failure(
                .signInBusy, "too many people sign in at this moment", hint: "try again in a few seconds",
                retry: .after(.seconds(2)))
        }
        return lane
    }

    private func leave(_ lane: Int) { queues.withLock { $0[lane] -= 1 } }
}
