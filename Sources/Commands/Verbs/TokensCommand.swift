// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra tokens`: the secrets with which programs speak for a person.
enum TokensCommand: Verb {
    private static let scopes = Permission.allCases.filter { $0 != .own }.map(\.rawValue)

    static let spec = CommandSpec(
        "tokens", summary: "Look after the API tokens of programs",
        details: """
            A program may do what the token's owner may and the token's scopes say, both. Its secret is shown once, when it \
            is made; put it into DEXTRA_TOKEN, beside DEXTRA_URL.
            """,
        subcommands: [
            CommandSpec(
                "list", summary: "List your tokens", options: [.flag("all", "Everybody's; for administrators")]),
            CommandSpec(
                "create", summary: "Make a token and print its secret",
                options: [
                    OptionSpec(
                        "scope", .value(ValueSpec("SCOPE", .choice(scopes))),
                        "What it may do; view and deploy if not given", isRepeatable: true),
                    OptionSpec(
                        "project", .value(ValueSpec("NAME", .lookup("projects"))), "Only in this project",
                        isRepeatable: true),
                    OptionSpec(
                        "expires", .value(ValueSpec("DAYS", .integer(1...365))),
                        "Good for so many days; 90 if not given"),
                    .flag("never-expires", "Good until it is revoked; for administrators"),
                    OptionSpec(
                        "owner", .value(ValueSpec("USER", .lookup("users"))),
                        "Whose it is to be; at this machine's own server"),
                    .flag("quiet", short: "q", "Print the secret alone"),
                ],
                positionals: [PositionalSpec("NAME", .text, "What it is for", isRequired: true)],
                examples: [
                    .init("dextra tokens create ci --project shop --quiet", "For a build server that deploys the shop")
                ]),
            CommandSpec(
                "revoke", summary: "Make a token worthless", options: [SharedOptions.yes],
                positionals: [
                    PositionalSpec(
                        "TOKEN", .lookup("tokens"), "Its ID, its name, or how its secret begins", isRequired: true)
                ]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        switch arguments.path.last {
        case "list": try await list(arguments, context)
        case "create": try await create(arguments, context)
        default: try await revoke(arguments, context)
        }
        return 0
    }

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let tokens = try await context.connect(arguments).tokens(ofAll: arguments.isOn("all"))
        if arguments.isOn("json") { return try tokens.forEach { try context.console.json($0) } }
        guard !tokens.isEmpty else {
            context.console.line("There is no token. Make one with: \(arguments.program) tokens create NAME")
            return
        }
        let now = context.time.now()
        var table = Table("NAME", "SECRET", "OWNER", "SCOPES", "PROJECTS", "LAST USED", "EXPIRES", "ID")
        for token in tokens {
            table.add(
                token.name, token.prefix + "…", token.owner.text,
                token.scopes.map(\.rawValue).joined(separator: ", "),
                token.projects.map { $0.map(\.text).joined(separator: ", ") } ?? "all",
                token.lastUsedAt.map { HumanText.age(of: $0, now: now) } ?? "never", expiry(token, now: now),
                token.id.description)
        }
        context.console.show(table)
    }

    private static func expiry(_ token: APIToken, now: Timestamp) -> String {
        guard let end = token.expiresAt else { return "never" }
        return end <= now ? "expired" : String(end.description.prefix(10))
    }

    private static func create(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        guard !arguments.isOn("never-expires") || arguments.option("expires") == nil else {
            throw Failure(.usage, "--expires and --never-expires exclude each other")
        }
        let chosen = Set(arguments.allOptions("scope").compactMap { Permission(rawValue: $0) })
        let projects = try arguments.allOptions("project").map { try ProjectName($0) }
        let creation = CreateTokenRequest(
            name: arguments.positional("NAME") ?? "", scopes: chosen.isEmpty ? [.view, .deploy] : chosen.sorted(),
            projects: projects.isEmpty ? nil : projects,
            expiresInDays: arguments.isOn("never-expires") ? 0 : arguments.integer("expires"),
            owner: try arguments.option("owner").map { try UserName($0) })
        let made = try await context.connect(arguments).createToken(creation)
        let console = context.console
        if arguments.isOn("json") { return try console.json(made) }
        if arguments.isOn("quiet") { return console.line(made.secret) }
        let end = made.token.expiresAt.map { "until \($0)" } ?? "until it is revoked"
        console.line("The token '\(TerminalText.harmless(made.token.name))' is good \(end).")
        console.line("This is its secret, shown only now:\n")
        console.line("    " + TerminalText.harmless(made.secret))
        guard made.token.madeWith != nil else { return }
        console.line(
            "\nIt ends with the token that this command is signed in with, also on 'dextra logout'. Make one on the page "
                + "that is to stay.")
    }

    private static func revoke(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let client = try await context.connect(arguments)
        let token = try await choose(arguments.positional("TOKEN") ?? "", client)
        if !arguments.isOn("yes") {
            let place = try context.place(arguments)
            try Confirmation(
                deed: "revoking the token \(token.name)",
                question: "Revoke '\(TerminalText.harmless(token.name))' of \(token.owner)\(place)? "
                    + "What uses it is refused from then on.",
                word: "revoke"
            ).ask(on: context.console)
        }
        try await client.revokeToken(token.id.description)
        if !arguments.isOn("json") {
            context.console.line("The token '\(TerminalText.harmless(token.name))' is revoked.")
        }
    }

    /// Among one's own first, and then among everybody's for who may see those.
    private static func choose(_ text: String, _ client: ServerClient) async throws -> APIToken {
        var found = matches(text, try await client.tokens())
        if found.isEmpty {
            do {
                found = matches(text, try await client.tokens(ofAll: true))
            } catch let failure as Failure where failure.code.category == .forbidden {}
        }
        guard let token = found.first else {
            throw Failure(.notFound, "there is no token '\(text)'", hint: "'dextra tokens list' shows them")
        }
        guard found.count == 1 else {
            throw Failure(
                .invalidArgument, "\(found.count) tokens are called '\(text)'", hint: "give the ID",
                metadata: found.map { .init("token", $0.id.description) })
        }
        return token
    }

    private static func matches(_ text: String, _ tokens: [APIToken]) -> [APIToken] {
        let exact = tokens.filter { $0.id.description == text.lowercased() }
        if !exact.isEmpty { return exact }
        // A whole secret names its token too.
        return tokens.filter {
            $0.name == text || (text.count >= 8 && ($0.prefix.hasPrefix(text) || text.hasPrefix($0.prefix)))
        }
    }
}
