// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Model
import Primitives

/// `dextra whoami`: whom commands speak for, where, and until when.
enum WhoamiCommand: Verb {
    static let spec = CommandSpec("whoami", summary: "Show who is signed in where, and what they may do")

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let name =
            switch try context.choice(arguments) {
            case .local: ContextName.local.text
            case .context(let name): name.text
            case .environment: "DEXTRA_URL"
            }
        let client = try await context.connect(arguments)
        let report = try await SessionReport.read(client, context: name)
        if arguments.isOn("json") {
            try context.console.json(report)
            return 0
        }
        let grants = await GrantText.reading(report.grants, client)
        for line in lines(report, grants, context) { context.console.line(line) }
        return 0
    }

    private static func lines(_ report: SessionReport, _ grants: GrantText, _ context: CommandContext) -> [String] {
        let style = context.console.style
        let person = report.user == nil ? "This machine's own user" : style.bold(TerminalText.harmless(report.name))
        let full = report.displayName.flatMap { $0.isEmpty || $0 == report.user ? nil : TerminalText.harmless($0) }
        var facts: [(name: String, value: String)] = [
            ("server", report.url ?? "this machine's own"), ("context", report.context),
        ]
        facts.append(("roles", report.grants.isEmpty ? "none" : grants.text(of: report.grants)))
        facts.append(
            ("may", report.permissions.isEmpty ? "-" : report.permissions.map(\.rawValue).joined(separator: ", ")))
        if let end = report.expiresAt { facts.append(("until", "\(end) (\(remaining(end, context)))")) }
        facts.append(("version", report.serverVersion))
        return [person + (full.map { " (\($0))" } ?? "")] + FactText.lines(facts)
    }

    private static func remaining(_ end: Timestamp, _ context: CommandContext) -> String {
        let left = end - context.time.now()
        let days = left.wholeMilliseconds / 86_400_000
        if left <= .zero { return "over" }
        return days >= 2 ? "in \(days) days" : "in \(HumanText.duration(left))"
    }
}
