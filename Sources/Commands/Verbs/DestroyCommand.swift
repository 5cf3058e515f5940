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
        options: [SharedOptions.yes] + StartedRun.options,
        positionals: [SharedOptions.projectPositional])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try context.project(arguments)
        if !arguments.isOn("yes") {
            let place = try context.place(arguments)
            let question = "Stop \(project)\(place) and remove its releases, variables and data?"
            try Confirmation(deed: "destroying \(project)", question: question, word: project.text)
                .ask(on: context.console)
        }
        let client = try await context.connect(arguments)
        let run = try await context.startingRun(of: client) { try await client.destroy(project, key: $0) }
        return try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Destroying \(project)", verdict: { _ in "\(project) is gone" }, project: project, profile: nil)
    }
}
