// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra completion`: the script that teaches a shell this command line. Needs no server.
enum CompletionCommand: Verb {
    static let spec = CommandSpec(
        "completion", summary: "Print a completion script for a shell",
        positionals: [
            PositionalSpec(
                "SHELL", .choice(CompletionShell.allCases.map(\.rawValue)), "bash, zsh or fish", isRequired: true)
        ],
        examples: [
            .init("source <(dextra completion bash)", "In this shell; put it into ~/.bashrc for every shell"),
            .init("dextra completion fish | source", "In fish"),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        guard let shell = arguments.positional("SHELL").flatMap({ CompletionShell(rawValue: $0) }) else {
            throw Failure(.usage, "the shell is missing")
        }
        context.console.write(shell.script(for: CommandLineTool.spec))
        return 0
    }
}
