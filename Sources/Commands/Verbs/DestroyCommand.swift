// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra destroy`: removes a project with all that belongs to it, once that is confirmed.
enum DestroyCommand: Verb {
    static let spec = CommandSpec(
        "destroy", summary: "Stop and remove a project with its releases and data",
        options: [.flag("yes", short: "y", "Don't ask")] + StartedRun.options,
        positionals: [SharedOptions.projectPositional])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try context.project(arguments)
        if !arguments.isOn("yes") { try confirm(project, context) }
        let client = try await context.connect(arguments)
        let run = try await client.destroy(project)
        return try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Destroying \(project)", verdict: { _ in "\(project) is gone" }, project: project, profile: nil)
    }

    private static func confirm(_ project: ProjectName, _ context: CommandContext) throws {
        guard context.console.canAsk else {
            throw Failure(
                .confirmationNeeded, "destroying \(project) was not confirmed, and nobody is here to ask",
                hint: "add --yes")
        }
        let question = "Stop \(project) and remove its releases, variables and data? Type its name to confirm:"
        guard context.console.answer(to: question) == project.text else {
            throw Failure(.declined, "\(project) was left alone")
        }
    }
}
