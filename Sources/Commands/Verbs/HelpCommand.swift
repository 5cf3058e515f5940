// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra help`: the help of a command, or a topic. Needs no server.
enum HelpCommand: Verb {
    static let spec = CommandSpec(
        "help", summary: "Show the help of a command, or 'exit-codes'",
        positionals: [PositionalSpec("COMMAND", .text, "The command, or a topic: exit-codes", isRepeatable: true)])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let path = arguments.allPositionals("COMMAND")
        let width = context.console.size?.columns ?? 80
        if path == [ExitCodes.topic] {
            context.console.write(ExitCodes.text(width: min(width, 100)))
            return 0
        }
        guard CommandLineTool.spec.command(at: path) != nil else {
            let nearest = path.first.flatMap {
                Suggestion.nearest(
                    to: $0, among: CommandLineTool.spec.visibleSubcommands.map(\.name) + [ExitCodes.topic])
            }
            throw Failure(
                .usage, "there is no command 'dextra \(path.joined(separator: " "))'",
                hint: nearest.map { "did you mean 'dextra help \($0)'?" } ?? "see 'dextra help'")
        }
        context.console.write(HelpText.page(for: CommandLineTool.spec, path: path, width: width))
        return 0
    }
}
