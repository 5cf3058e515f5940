// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Arguments

/// One command of `dextra`: its entry in the table, and what it does.
package protocol Verb: Sendable {
    static var spec: CommandSpec { get }

    /// Gives the exit status; failures are thrown and shown by the caller.
    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32
}
