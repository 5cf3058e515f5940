// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Primitives
import Wire

/// `dextra dashboard`: the server's page in a browser, or its address where there is none.
enum DashboardCommand: Verb {
    static let spec = CommandSpec(
        "dashboard", summary: "Open the server's page in the browser, or print its address",
        details:
            "While nobody can sign in yet, the address is the one-time link by which the first person becomes owner.",
        options: [.flag("print", "Only print the address")])

    private struct Address: Encodable { let url: String }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let client = try await context.connect(arguments)
        let url = try await address(client)
        if arguments.isOn("json") {
            try context.console.json(Address(url: url))
            return 0
        }
        context.console.line(TerminalText.harmless(url))
        if !arguments.isOn("print") { try Browser.find(for: url, context)?.become() }
        return 0
    }

    private static func address(_ client: ServerClient) async throws -> String {
        if case .remote(let server) = client.place { return "\(server.address)" }
        if try await client.setupStatus().needed { return try await client.setupLink().url }
        guard let url = try await client.info().url else {
            throw Failure(
                .noDashboard, "the server has no address for pages",
                hint: "start it with 'dextra serve --listen 127.0.0.1:7878'")
        }
        return url
    }
}
