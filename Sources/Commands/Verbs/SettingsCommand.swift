// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Primitives
import Wire

/// `dextra settings`: what holds for the whole server.
enum SettingsCommand: Verb {
    private static let name = PositionalSpec("NAME", .lookup("settings"), "A setting's name", isRequired: true)

    static let spec = CommandSpec(
        "settings", summary: "Show and change what holds for the whole server",
        details: "A change holds from the next round of housekeeping on; nothing has to be restarted.",
        subcommands: [
            CommandSpec("list", summary: "List all settings with their values"),
            CommandSpec("get", summary: "Print the value of one", positionals: [name]),
            CommandSpec(
                "set", summary: "Change one",
                positionals: [name, PositionalSpec("VALUE", .text, "The new value", isRequired: true)],
                examples: [.init("dextra settings set backup.every 24h", "A backup each day")]),
            CommandSpec("unset", summary: "Put one back to its default", positionals: [name]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let client = try await context.connect(arguments)
        let name = arguments.positional("NAME") ?? ""
        switch arguments.path.last {
        case "list": try list(try await client.settings(), arguments, context)
        case "get":
            let entry = try await client.setting(name)
            if arguments.isOn("json") {
                try context.console.json(entry)
            } else {
                context.console.line(TerminalText.harmless(entry.text))
            }
        case "set":
            try await client.setSetting(name, to: arguments.positional("VALUE") ?? "")
            try await confirm(name, client, arguments, context)
        default:
            try await client.unsetSetting(name)
            try await confirm(name, client, arguments, context)
        }
        return 0
    }

    private static func list(
        _ entries: [SettingEntry], _ arguments: ParsedArguments, _ context: CommandContext
    ) throws {
        if arguments.isOn("json") { return try entries.forEach { try context.console.json($0) } }
        var table = Table("NAME", "VALUE", "DEFAULT", "MAY BE", "WHAT IT IS")
        for entry in entries {
            table.add(
                entry.name, entry.text.isEmpty ? "-" : entry.text,
                entry.isSet ? (entry.defaultText.isEmpty ? "-" : entry.defaultText) : "yes", entry.bounds, entry.summary
            )
        }
        // What a setting is stands at the end and wraps: nothing of it is to be cut off.
        for line in table.lines(style: context.console.style, width: nil) { context.console.line(line) }
    }

    private static func confirm(
        _ name: String, _ client: ServerClient, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws {
        let entry = try await client.setting(name)
        if arguments.isOn("json") { return try context.console.json(entry) }
        let note = entry.isSet ? "" : " (the default)"
        context.console.line("\(name) is \(entry.text.isEmpty ? "not set" : TerminalText.harmless(entry.text))\(note)")
    }
}
