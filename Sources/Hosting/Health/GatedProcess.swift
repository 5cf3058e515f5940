// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the health gate needs to know of the program behind it.
package protocol GatedProcess: Sendable {
    /// What it does now, compared with the moment when the gate began.
    func condition() async throws -> GateMachine.Condition

    /// The ports it listens on as it sees them itself, ascending; empty when that can't be told.
    func listening() async -> [Int]

    /// The program's own last lines, at most as many as a failure carries.
    func lastWords() async -> [String]
}
