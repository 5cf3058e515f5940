// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra users`: who may sign in, and what they may do.
enum UsersCommand: Verb {
    private static let name = PositionalSpec("USER", .lookup("users"), "The person's user name", isRequired: true)
    private static let displayName = OptionSpec("display-name", .value(ValueSpec("NAME")), "How they are shown")
    private static let email = OptionSpec("email", .value(ValueSpec("ADDRESS")), "Where they are written to")

    static let spec = CommandSpec(
        "users", summary: "Look after the people who may sign in",
        details: """
            A role is \(Role.allCases.map(\.rawValue).joined(separator: ", ")); each may do all that the one before it may. \
            It holds everywhere, or in one project: operator:shop.
            """,
        subcommands: [
            CommandSpec("list", summary: "List everybody with their roles"),
            CommandSpec("show", summary: "Show one person", positionals: [name]),
            CommandSpec(
                "add", summary: "Add a person, and print the link to set a password",
                options: [GrantChange.grant, displayName, email],
                positionals: [PositionalSpec("USER", .text, "The user name", isRequired: true)],
                examples: [.init("dextra users add ada --grant operator:shop", "Ada may do anything to the shop")]),
            CommandSpec(
                "invite", summary: "Print a new link to set a password",
                details: """
                    The link can be used once, and ends when what the person may changes. A password they have, and their \
                    sessions, end at once.
                    """,
                positionals: [name]),
            CommandSpec(
                "change", summary: "Change what a person is called and may do",
                options: [
                    GrantChange.grant, GrantChange.revoke, displayName, email,
                    .flag("disable", "Let them sign in no more, and stop their tokens"),
                    .flag("enable", "Let them sign in again"),
                    OptionSpec(
                        "allow-address", .value(ValueSpec("CIDR")),
                        "Only from these networks; 'any' for all", isRepeatable: true),
                    .flag("reset-totp", "Take a lost second factor off"),
                ],
                positionals: [name],
                examples: [
                    .init(
                        "dextra users change ada --grant viewer --revoke operator:shop", "Ada may only look, everywhere"
                    )
                ]),
            CommandSpec(
                "remove", summary: "Remove a person with their sessions and tokens",
                options: [SharedOptions.yes], positionals: [name]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        switch arguments.path.last {
        case "list": try await list(arguments, context)
        case "show": try await show(try named(arguments), arguments, context)
        case "add": try await add(try named(arguments), arguments, context)
        case "invite":
            var change = ChangeUserRequest()
            change.reset = .password
            let answer = try await context.connect(arguments).changeUser(try named(arguments), change)
            try report(answer, "The link for \(answer.user.name)", arguments, context)
        case "change": try await self.change(try named(arguments), arguments, context)
        default: try await remove(try named(arguments), arguments, context)
        }
        return 0
    }

    private static func named(_ arguments: ParsedArguments) throws -> UserName {
        try UserName(arguments.positional("USER") ?? "")
    }

    // MARK: Looking

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let client = try await context.connect(arguments)
        let users = try await client.users()
        if arguments.isOn("json") { return try users.forEach { try context.console.json($0) } }
        guard !users.isEmpty else {
            context.console.line(
                "There is nobody yet. The first person comes by the link of: \(arguments.program) setup-link")
            return
        }
        let grants = await GrantText.reading(users.flatMap(\.grants), client)
        let now = context.time.now()
        var table = Table("USER", "NAME", "LAST SEEN", "2ND FACTOR", "TEAMS", "ROLES")
        for user in users {
            table.add(
                user.name.text + (user.disabled ? " (disabled)" : ""), user.displayName,
                user.lastSeenAt.map { HumanText.age(of: $0, now: now) } ?? "never", user.twoFactor ? "yes" : "no",
                user.teams.isEmpty ? "-" : user.teams.joined(separator: ", "),
                user.grants.isEmpty ? "-" : grants.text(of: user.grants))
        }
        context.console.show(table)
    }

    private static func show(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        let client = try await context.connect(arguments)
        let user = try await client.user(name).value
        if arguments.isOn("json") { return try context.console.json(user) }
        let grants = await GrantText.reading(user.grants, client)
        var facts: [(name: String, value: String)] = [("name", user.displayName), ("email", user.email ?? "-")]
        facts.append(("roles", user.grants.isEmpty ? "none of their own" : grants.text(of: user.grants)))
        facts.append(("teams", user.teams.isEmpty ? "none" : user.teams.joined(separator: ", ")))
        facts.append(("2nd factor", user.twoFactor ? "yes" : "no"))
        facts.append(
            (
                "may come from",
                user.allowedAddresses.isEmpty ? "anywhere" : user.allowedAddresses.joined(separator: ", ")
            ))
        facts.append(("last seen", user.lastSeenAt?.description ?? "never"))
        facts.append(("created", "\(user.createdAt)"))
        context.console.line(context.console.style.bold(user.name.text) + (user.disabled ? " (disabled)" : ""))
        for line in FactText.lines(facts) { context.console.line(line) }
    }

    // MARK: Changing

    private static func add(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        let grants = try GrantChange(arguments).added
        let client = try await context.connect(arguments)
        let answer = try await client.addUser(
            CreateUserRequest(
                name: name, displayName: arguments.option("display-name"), email: arguments.option("email"),
                grants: try await grants.grants(client)))
        try report(answer, "\(answer.user.name) was added; the link to set a password", arguments, context)
    }

    private static func change(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        let grants = try GrantChange(arguments)
        var change = ChangeUserRequest()
        change.displayName = arguments.option("display-name")
        change.email = arguments.option("email")
        guard !arguments.isOn("disable") || !arguments.isOn("enable") else {
            throw Failure(.usage, "--enable and --disable exclude each other")
        }
        if arguments.isOn("disable") { change.disabled = true }
        if arguments.isOn("enable") { change.disabled = false }
        if arguments.isOn("reset-totp") { change.reset = .totp }
        let addresses = arguments.allOptions("allow-address")
        if !addresses.isEmpty { change.allowedAddresses = addresses == ["any"] ? [] : addresses }
        let given = ["display-name", "email", "allow-address"].contains {
            arguments.option($0) != nil || !arguments.allOptions($0).isEmpty
        }
        let switched = ["disable", "enable", "reset-totp"].contains(where: arguments.isOn)
        guard given || switched || !grants.isEmpty else {
            throw Failure(.usage, "nothing is to be changed", hint: "see 'dextra users change --help'")
        }
        let client = try await context.connect(arguments)
        let read = try await client.user(name)
        if !grants.isEmpty { change.grants = try await grants.applied(to: read.value.grants, client) }
        let answer = try await client.changeUser(name, change, ifStill: read.mark)
        if arguments.isOn("json") { return try context.console.json(answer.user) }
        let text = await GrantText.reading(answer.user.grants, client)
        let roles = answer.user.grants.isEmpty ? "no role" : text.text(of: answer.user.grants)
        context.console.line("\(answer.user.name)\(answer.user.disabled ? " (disabled)" : "") has \(roles) now.")
    }

    private static func remove(
        _ name: UserName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        if !arguments.isOn("yes") {
            let place = try context.place(arguments)
            try Confirmation(
                deed: "removing \(name)", question: "Remove \(name)\(place) with all sessions and tokens?",
                word: name.text
            ).ask(on: context.console)
        }
        try await context.connect(arguments).removeUser(name)
        if !arguments.isOn("json") { context.console.line("\(name) is gone.") }
    }

    private static func report(
        _ answer: UserAnswer, _ title: String, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws {
        if arguments.isOn("json") { return try context.console.json(answer) }
        guard let link = answer.invitationURL else {
            context.console.line("\(answer.user.name) has a password already.")
            return
        }
        context.console.line("\(title), good for one use:\n")
        context.console.line("    " + TerminalText.harmless(link))
    }
}
