// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// The short form of what `scripts/soak` does for long.
    @Suite(.disabled(if: TemporaryDatabase.isPostgreSQL, "it looks into the embedded store's file"))
    struct WriteDurabilityTests {
        @Test func whatWasAcknowledgedOutlivesKills() async throws {
            try await Installation.with { dextra in
                let outcome = try await dextra.run(
                    "/usr/bin/python3",
                    [
                        APIProgram.folder + "/../Soak/writes/kill.py", "--bin", Installation.binaries, "--kills", "8",
                        "--seed", "8",
                    ],
                    environment: ["PYTHONDONTWRITEBYTECODE": "1"], timeout: .seconds(240))
                #expect(outcome.status.isSuccess, "\(outcome)")
            }
        }
    }
}
