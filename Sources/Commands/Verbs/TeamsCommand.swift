// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra teams`: people who are given the same.
enum TeamsCommand: Verb {
    private static let name = PositionalSpec("TEAM", .lookup("teams"), "The team's name", isRequired: true)
    private static func members(_ option: String, _ summary: String) -> OptionSpec {
        OptionSpec(option, .value(ValueSpec("USER", .lookup("users"))), summary, isRepeatable: true)
    }

    static let spec = CommandSpec(
        "teams", summary: "Look after teams of people and their roles",
        details: "What a team is given, each of its members may, beside what they were given themselves.",
        subcommands: [
            CommandSpec("list", summary: "List the teams with their members and roles"),
            CommandSpec(
                "add", summary: "Add a team", options: [GrantChange.grant, members("member", "Who is in it")],
                positionals: [PositionalSpec("TEAM", .text, "The team's name", isRequired: true)],
                examples: [.init("dextra teams add web --grant deployer:shop --member ada", "Ada may deploy the shop")]),
            CommandSpec(
                "change", summary: "Change a team's members and roles",
                options: [
                    GrantChange.grant, GrantChange.revoke, members("member", "Who comes in"),
                    members("remove-member", "Who goes out"),
                ],
                positionals: [name]),
            CommandSpec(
                "remove", summary: "Remove a team; its people stay", options: [SharedOptions.yes],
                positionals: [name]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        switch arguments.path.last {
        case "list": try await list(arguments, context)
        case "add": try await add(try named(arguments), arguments, context)
        case "change": try await change(try named(arguments), arguments, context)
        default: try await remove(try named(arguments), arguments, context)
        }
        return 0
    }

    private static func named(_ arguments: ParsedArguments) throws -> UserName {
        try UserName(arguments.positional("TEAM") ?? "")
    }

    private static func users(_ option: String, _ arguments: ParsedArguments) throws -> [UserName] {
        try arguments.allOptions(option).map { try UserName($0) }
    }

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let client = try await context.connect(arguments)
        let teams = try await client.teams()
        if arguments.isOn("json") { return try teams.forEach { try context.console.json($0) } }
        guard !teams.isEmpty else {
            context.console.line("There is no team. Add one with: \(arguments.program) teams add NAME")
            return
        }
        let grants = await GrantText.reading(teams.flatMap(\.grants), client)
        var table = Table("TEAM", "ROLES", "MEMBERS")
        for team in teams {
            table.add(
                team.name.text, team.grants.isEmpty ? "-" : grants.text(of: team.grants),
                team.members.isEmpty ? "-" : team.members.map(\.text).joined(separator: ", "))
        }
        context.console.show(table)
    }

    private static func add(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        let grants = try GrantChange(arguments).added
        let members = try users("member", arguments)
        let client = try await context.connect(arguments)
        let team = try await client.addTeam(
            CreateTeamRequest(name: name, grants: try await grants.grants(client), members: members))
        try await report(team, client, arguments, context)
    }

    private static func change(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        let grants = try GrantChange(arguments)
        let (joining, leaving) = (try users("member", arguments), try users("remove-member", arguments))
        guard !grants.isEmpty || !joining.isEmpty || !leaving.isEmpty else {
            throw Failure(.usage, "nothing is to be changed", hint: "see 'dextra teams change --help'")
        }
        let client = try await context.connect(arguments)
        let read = try await client.team(name)
        let strangers = leaving.filter { !read.value.members.contains($0) }
        guard strangers.isEmpty else {
            let names = strangers.map(\.text).joined(separator: ", ")
            throw Failure(.usage, "not in the team \(name): \(names)")
        }
        var change = ChangeTeamRequest()
        if !grants.isEmpty { change.grants = try await grants.applied(to: read.value.grants, client) }
        if !joining.isEmpty || !leaving.isEmpty {
            let staying = read.value.members.filter { !leaving.contains($0) && !joining.contains($0) }
            change.members = staying + joining
        }
        try await report(try await client.changeTeam(name, change, ifStill: read.mark), client, arguments, context)
    }

    private static func remove(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        if !arguments.isOn("yes") {
            let question = "Remove the team \(name)\(try context.place(arguments))? Its members lose its roles."
            try Confirmation(deed: "removing the team \(name)", question: question, word: name.text)
                .ask(on: context.console)
        }
        try await context.connect(arguments).removeTeam(name)
        if !arguments.isOn("json") { context.console.line("The team \(name) is gone.") }
    }

    private static func report(
        _ team: Team, _ client: ServerClient, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        if arguments.isOn("json") { return try context.console.json(team) }
        let grants = await GrantText.reading(team.grants, client)
        let roles = team.grants.isEmpty ? "no role" : grants.text(of: team.grants)
        let members = team.members.isEmpty ? "nobody" : team.members.map(\.text).joined(separator: ", ")
        context.console.line("The team \(team.name) has \(roles); in it: \(members).")
    }
}
