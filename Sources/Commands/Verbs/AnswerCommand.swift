// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra answer`: tells a waiting run what a person decided.
enum AnswerCommand: Verb {
    static let spec = CommandSpec(
        "answer", summary: "Answer the question of a waiting run",
        details: "retry does the step again, continue takes it as done, abort gives up and undoes the steps before it.",
        positionals: [
            SharedOptions.runPositional,
            PositionalSpec(
                "ANSWER", .choice(Question.Answer.allCases.map(\.rawValue)), "retry, continue or abort",
                isRequired: true),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        guard let answer = arguments.positional("ANSWER").flatMap({ Question.Answer(rawValue: $0) }) else {
            throw Failure(.usage, "the answer is missing")
        }
        let client = try await context.connect(arguments)
        let run = try await client.answer(arguments.positional("RUN") ?? "", answer)
        if arguments.isOn("json") {
            try context.console.json(run)
        } else {
            context.console.line("Run \(run.id.short) is \(run.state.rawValue)")
        }
        return 0
    }
}
