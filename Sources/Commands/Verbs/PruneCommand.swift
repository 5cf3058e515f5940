// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra prune`: removes what is no longer needed, or says what that would be.
enum PruneCommand: Verb {
    static let spec = CommandSpec(
        "prune", summary: "Remove what is no longer needed",
        details: """
            The server does the same by itself each hour. Never removed: releases that run or are kept, what one of them \
            needs, what was uploaded within the last hour, and what is on another node. 'dextra settings' says how much is \
            kept.
            """,
        options: [
            .flag("dry-run", short: "n", "Only say what would go, and why"),
            OptionSpec("project", .value(ValueSpec("PROJECT", .lookup("projects"))), "Only what is this project's own"),
        ] + StartedRun.options,
        examples: [.init("dextra prune --dry-run", "What would go, and what stays and why")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try arguments.option("project").map { try ProjectName($0) }
        let client = try await context.connect(arguments)
        if arguments.isOn("dry-run") {
            try show(try await client.prunePreview(of: project), arguments, context)
            return 0
        }
        let run = try await context.startingRun(of: client) {
            try await client.prune(PruneRequest(project: project), key: $0)
        }
        let code = try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Pruning", verdict: { _ in "Nothing more than needed is kept" }, project: nil, profile: nil)
        guard code == 0, arguments.isOn("wait"), !arguments.isOn("json") else { return code }
        let output = try await client.run(run.id.description).output
        let count = Int(output?["count"]?.integer ?? 0)
        context.console.line(
            "Removed \(HumanText.count(count, "thing")), \(HumanText.bytes(output?["bytes"]?.integer ?? 0))")
        return code
    }

    private static func show(
        _ report: PruneReport, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws {
        if arguments.isOn("json") {
            return try report.items.forEach { try context.console.json($0) }
        }
        let console = context.console
        if report.items.isEmpty {
            console.line("Nothing would be removed.")
        } else {
            var table = Table("KIND", "NAME", "PROJECT", "SIZE", "WHY")
            for item in report.items {
                table.add(
                    item.kind.rawValue, item.name, item.project ?? "-", item.size.map(HumanText.bytes) ?? "-", item.why)
            }
            console.show(table)
            let bytes = report.items.reduce(0) { $0 + ($1.size ?? 0) }
            console.line(
                "\(HumanText.count(report.items.count, "thing")) would go, \(HumanText.bytes(bytes)). "
                    + "Remove them with: \(arguments.program) prune"
                    + (arguments.option("project").map { " --project=\($0)" } ?? ""))
        }
        for kept in report.kept {
            console.line("kept: \(kept.count) × \(kept.kind.rawValue), \(TerminalText.harmless(kept.why))")
        }
    }
}
