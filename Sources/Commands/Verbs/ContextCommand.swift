// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra context`: the servers that this user knows, and which one commands use.
enum ContextCommand: Verb {
    private static let name = PositionalSpec("NAME", .lookup("contexts"), "The context", isRequired: true)

    static let spec = CommandSpec(
        "context", summary: "List the servers you use, and choose between them",
        details: """
            'local' is this machine's own server and always there; 'dextra login' adds others. A command uses, in this \
            order, the server of --context, --home, DEXTRA_URL with DEXTRA_TOKEN, DEXTRA_CONTEXT, DEXTRA_HOME, and the \
            context in use.
            """,
        subcommands: [
            CommandSpec("list", summary: "List the contexts"),
            CommandSpec(
                "use", summary: "Let commands use another context from now on", positionals: [name],
                examples: [.init("dextra context use local", "This machine's own server again")]),
            CommandSpec(
                "show", summary: "Show one",
                positionals: [PositionalSpec("NAME", .lookup("contexts"), "The context; the one in use if not given")]),
            CommandSpec(
                "remove", summary: "Sign out of one and forget it", options: [SharedOptions.yes],
                positionals: [name]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let name = try arguments.positional("NAME").map { try ContextName($0) }
        switch arguments.path.last {
        case "use": try use(try required(name), arguments, context)
        case "remove": try await remove(try required(name), arguments, context)
        case "show":
            let list = try context.contexts.list()
            let row = try ContextRow(try name ?? inUse(arguments, context), list, context)
            if arguments.isOn("json") {
                try context.console.json(row)
            } else {
                for line in row.lines(context.console.style) { context.console.line(line) }
            }
        default: try list(arguments, context)
        }
        return 0
    }

    private static func required(_ name: ContextName?) throws(Failure) -> ContextName {
        guard let name else { throw Failure(.usage, "the context's name is missing") }
        return name
    }

    private static func inUse(_ arguments: ParsedArguments, _ context: CommandContext) throws -> ContextName {
        if case .context(let name) = try context.choice(arguments) { return name }
        return .local
    }

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) throws {
        let list = try context.contexts.list()
        let rows = try ([.local] + list.contexts.map(\.name)).map { try ContextRow($0, list, context) }
        if arguments.isOn("json") { return try rows.forEach { try context.console.json($0) } }
        var table = Table("", "NAME", "SERVER", "USER", "TRUST")
        for row in rows {
            table.add(
                row.isCurrent ? "*" : "", row.name.text, row.url ?? "this machine's own", row.person, row.trust.rawValue
            )
        }
        context.console.show(table)
        if let note = override(arguments, context) { context.console.line(note) }
    }

    private static func use(
        _ name: ContextName, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws {
        try context.contexts.update { list in
            if name != .local { _ = try list.known(name) }
            list.current = name
        }
        if arguments.isOn("json") {
            return try context.console.json(try ContextRow(name, try context.contexts.list(), context))
        }
        context.console.line("Commands use the context '\(name)' now.")
        if let note = override(arguments, context) { context.console.line(note) }
    }

    private static func remove(
        _ name: ContextName, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        guard name != .local else {
            throw Failure(.usage, "'local' is this machine's own server and can't be removed")
        }
        let folder = try context.contexts
        let saved = try folder.list().known(name)
        if !arguments.isOn("yes") {
            try Confirmation(
                deed: "removing the context \(name)", question: "Sign out of \(name) (\(saved.url)) and forget it?",
                word: name.text
            ).ask(on: context.console)
        }
        let outcome = try await SignOut(context: context).perform(saved)
        try folder.update { list in
            try folder.forget(name)
            list.remove(name)
        }
        _ = try SignOut.text(outcome, saved)
        if !arguments.isOn("json") { context.console.line("The context '\(name)' is gone.") }
    }

    /// What goes before the context in use; nil when nothing does.
    static func override(_ arguments: ParsedArguments, _ context: CommandContext) -> String? {
        let variable = ["DEXTRA_URL", "DEXTRA_CONTEXT", "DEXTRA_HOME"].first {
            context.environment[$0]?.isEmpty == false
        }
        guard let variable else { return nil }
        let style = context.console.style
        return style.yellow("note:") + " \(variable) is set and goes before it; unset it, or use --context"
    }
}
