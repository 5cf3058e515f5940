// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra logout`: revokes the context's token at its server and forgets it.
enum LogoutCommand: Verb {
    static let spec = CommandSpec(
        "logout", summary: "Revoke the token of a server and forget it",
        details: """
            Tokens that were made while signed in with it end too. The context stays: 'dextra login' signs in again.
            """,
        positionals: [PositionalSpec("CONTEXT", .lookup("contexts"), "The context; the one in use if not given")])

    private struct Result: Encodable {
        let context: ContextName
        let revoked: Bool
    }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let saved = try context.contexts.list().known(try name(arguments, context))
        let outcome = try await SignOut(context: context).perform(saved)
        let text = try SignOut.text(outcome, saved)
        if arguments.isOn("json") {
            let isRevoked = if case .revoked = outcome { true } else { false }
            try context.console.json(Result(context: saved.name, revoked: isRevoked))
        } else {
            context.console.line(text)
        }
        return 0
    }

    private static func name(_ arguments: ParsedArguments, _ context: CommandContext) throws -> ContextName {
        if let name = try arguments.positional("CONTEXT").map({ try ContextName($0) }), name != .local { return name }
        if arguments.positional("CONTEXT") == nil, case .context(let name) = try context.choice(arguments) {
            return name
        }
        throw Failure(
            .usage, "nobody signs in to this machine's own server: the kernel says who asks",
            hint: "name a context of 'dextra context list'")
    }
}
