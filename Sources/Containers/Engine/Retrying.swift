// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The pauses of something that goes on when the engine comes back.
struct Retrying {
    private let engine: DockerEngine
    private let patience: Duration
    private let backoff = Backoff(base: .milliseconds(200), limit: .seconds(5))
    private var attempts = 0
    private var failingSince: Duration?

    init(engine: DockerEngine, patience: Duration) {
        self.engine = engine
        self.patience = patience
    }

    mutating func succeeded() { (attempts, failingSince) = (0, nil) }

    /// Waits before the next attempt; throws the failure when it does not go away by itself, or not in time.
    mutating func pause(after failure: Failure) async throws {
        guard failure.code == .engineUnavailable else { throw failure }
        let now = engine.time.uptime()
        let since = failingSince ?? now
        failingSince = since
        attempts += 1
        guard now - since < patience else { throw failure }
        try await engine.time.sleep(for: backoff.delay(afterAttempt: attempts, random: engine.random))
    }
}
