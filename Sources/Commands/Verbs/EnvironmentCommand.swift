// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra env`: the variables of a profile.
enum EnvironmentCommand: Verb {
    static let spec = CommandSpec(
        "env", summary: "Look after the variables an application runs with",
        details: "A change counts from the next release on. Values are sealed unless --plain is given: "
            + "nobody can read them back, and only the application gets them.",
        subcommands: [
            CommandSpec(
                "set", summary: "Set variables",
                options: [
                    .flag("plain", "Store the values readably, for what is no secret"), SharedOptions.project,
                    SharedOptions.profile,
                ],
                positionals: [
                    PositionalSpec(
                        "KEY=VALUE", .text, "Variables; KEY=- reads the value from standard input", isRequired: true,
                        isRepeatable: true)
                ],
                examples: [
                    .init("dextra env set LOG_LEVEL=debug --plain --profile=staging", "A readable value for staging"),
                    .init("dextra env set DATABASE_URL=- < url.txt", "A secret that no process list shows"),
                ]),
            CommandSpec(
                "unset", summary: "Remove variables", options: [SharedOptions.project, SharedOptions.profile],
                positionals: [
                    PositionalSpec("KEY", .text, "Names of variables", isRequired: true, isRepeatable: true)
                ]),
            CommandSpec(
                "list", summary: "List variables; secrets are masked",
                options: [SharedOptions.project, SharedOptions.profile], positionals: [SharedOptions.projectPositional]),
        ])

    private struct Change: Encodable {
        let project: String
        let profile: Profile
        let changed: [String]
    }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let isListing = arguments.path.last == "list"
        let project = try context.project(arguments, positional: isListing ? "PROJECT" : nil)
        let profile = context.profile(arguments)
        if isListing { return try await list(project, profile, arguments, context) }

        let changed: [String]
        if arguments.path.last == "set" {
            let assignments = try read(arguments.allPositionals("KEY=VALUE"), context.console)
            let client = try await context.connect(arguments)
            for assignment in assignments {
                let change = EnvironmentChange(
                    value: assignment.value.reveal(), secret: !arguments.isOn("plain"))
                try await client.setVariable(assignment.name, to: change, of: project, profile: profile)
            }
            changed = assignments.map(\.name)
        } else {
            changed = arguments.allPositionals("KEY")
            let client = try await context.connect(arguments)
            for name in changed { try await client.removeVariable(name, of: project, profile: profile) }
        }
        if arguments.isOn("json") {
            try context.console.json(Change(project: project.text, profile: profile, changed: changed))
        } else {
            let verb = arguments.path.last == "set" ? "Set" : "Removed"
            let names = changed.joined(separator: ", ")
            context.console.line(
                "\(verb) \(names) of \(project) in \(profile.rawValue); counts from the next release on")
        }
        return 0
    }

    /// At a terminal each value is asked for; a file or a pipe is read to its end by the first.
    private static func read(_ words: [String], _ console: Console) throws -> [EnvironmentAssignment] {
        guard console.canAsk || words.count(where: { $0.split(separator: "=", maxSplits: 1).last == "-" }) < 2 else {
            throw Failure(
                .usage, "standard input holds the value of one variable",
                hint: "set the others by commands of their own")
        }
        return try words.map { word in
            try EnvironmentAssignment(word) { try console.secret("Value of \($0) (not shown): ") }
        }
    }

    private static func list(
        _ project: ProjectName, _ profile: Profile, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws -> Int32 {
        let entries = try await context.connect(arguments).environment(of: project, profile: profile)
        if arguments.isOn("json") {
            for entry in entries { try context.console.json(entry) }
            return 0
        }
        var table = Table("NAME", "VALUE")
        for entry in entries { table.add(entry.name, entry.value) }
        if table.isEmpty {
            context.console.line("\(project) has no variables in \(profile.rawValue).")
        } else {
            context.console.show(table)
        }
        return 0
    }
}
