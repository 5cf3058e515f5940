// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Primitives
import Wire

/// `dextra setup-link`: how the first person gets in.
enum SetupLinkCommand: Verb {
    static let spec = CommandSpec(
        "setup-link", summary: "Print a new one-time link for the first person",
        details: "For this machine's own server, while nobody can sign in to it. Whoever opens the link becomes owner, "
            + "and no other link is good from then on.")

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        try context.requireLocal(
            arguments, "a setup link is given out by the server's own machine only",
            hint: "run it there, or use '--context local' for this machine's server")
        let link = try await context.connect(arguments).setupLink()
        if arguments.isOn("json") {
            try context.console.json(link)
        } else {
            context.console.line(TerminalText.harmless(link.url))
            context.console.errorLine(
                "Good for one use, for \(HumanText.duration(link.expiresAt - context.time.now())). "
                    + "Open it in a browser that reaches this server.")
        }
        return 0
    }
}
