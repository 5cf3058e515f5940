// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
package import Primitives
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
            let input = { (name: String) in try context.console.secret("Value of \(name) (not shown): ") }
            let assignments = try arguments.allPositionals("KEY=VALUE").map {
                try EnvironmentAssignment($0, standardInput: input)
            }
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

    private static func list(
        _ project: ProjectName, _ profile: Profile, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws -> Int32 {
        let entries = try await context.connect(arguments).environment(of: project, profile: profile)
        if arguments.isOn("json") {
            for entry in entries { try context.console.json(entry) }
            return 0
        }
        var table = Table("NAME", "VALUE")
        for entry in entries { table.add(entry.name, TerminalText.harmless(entry.value)) }
        if table.isEmpty {
            context.console.line("\(project) has no variables in \(profile.rawValue).")
        } else {
            let width = context.console.size?.columns
            for line in table.lines(style: context.console.style, width: width) { context.console.line(line) }
        }
        return 0
    }
}

/// `KEY=VALUE` as it is typed. The value is a secret until somebody says otherwise, so messages never show it.
package struct EnvironmentAssignment: Sendable, Equatable {
    package let name: String
    package let value: Redacted<String>

    /// `KEY=-` takes the value from standard input, without one line feed at its end. Throws `usage`.
    package init(_ text: String, standardInput: (_ name: String) throws -> String) throws {
        guard let equals = text.firstIndex(of: "=") else {
            throw Failure(
                .usage, "'\(text)' sets nothing",
                hint: "write KEY=VALUE, or KEY=- to read the value from standard input")
        }
        name = String(text[..<equals])
        guard Self.isName(name) else {
            throw Failure(
                .usage, "'\(name)' is not the name of a variable",
                hint: "use letters, digits and underscores, not beginning with a digit")
        }
        var value = String(text[text.index(after: equals)...])
        if value == "-" {
            value = try standardInput(name)
            if value.hasSuffix("\r\n") || value.hasSuffix("\n") { value.removeLast() }
        }
        self.value = Redacted(value)
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
