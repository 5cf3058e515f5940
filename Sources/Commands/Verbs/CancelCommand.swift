// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra cancel`: asks a run to stop and undo what it did.
enum CancelCommand: Verb {
    static let spec = CommandSpec(
        "cancel", summary: "Cancel a run", positionals: [SharedOptions.runPositional])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let client = try await context.connect(arguments)
        let run = try await client.cancel(arguments.positional("RUN") ?? "")
        if arguments.isOn("json") {
            try context.console.json(run)
        } else {
            context.console.line("Run \(run.id.short) is \(run.state.rawValue)")
        }
        return 0
    }
}
