// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra open`: the application in a browser, or its address where there is none.
enum OpenCommand: Verb {
    static let spec = CommandSpec(
        "open", summary: "Open an application in the browser, or print its address",
        options: [.flag("print", "Only print the address"), SharedOptions.profile],
        positionals: [SharedOptions.projectPositional])

    private struct Address: Encodable { let url: String }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try context.project(arguments)
        let profile = context.profile(arguments)
        let client = try await context.connect(arguments)
        let status = try await client.project(project)
        guard let url = status.profiles.first(where: { $0.profile == profile })?.urls.first else {
            throw Failure(
                .notDeployed, "\(project) has no address in \(profile.rawValue)",
                hint: "deploy it with '\(arguments.program) deploy --profile=\(profile.rawValue)'")
        }
        if arguments.isOn("json") {
            try context.console.json(Address(url: url))
            return 0
        }
        context.console.line(TerminalText.harmless(url))
        if !arguments.isOn("print") { try Browser.find(for: url, context)?.become() }
        return 0
    }
}
