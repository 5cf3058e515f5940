// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra audit`: who did what, and whether somebody changed what is written about it.
enum AuditCommand: Verb {
    static let spec = CommandSpec(
        "audit", summary: "Show who did what, and verify that nobody changed it",
        details: "Each entry holds the hash of the one before it. Documentation/Audit.md says what that withstands.",
        subcommands: [
            CommandSpec(
                "list", summary: "List the newest entries",
                options: [
                    OptionSpec("actor", .value(ValueSpec("NAME")), "Only what this user did"),
                    OptionSpec("action", .value(ValueSpec("NAME")), "Only this operation, e.g. deleteProject"),
                    OptionSpec("since", .value(ValueSpec("TIME")), "Only from then on: 2h, 3d, 2026-11-25"),
                    OptionSpec("until", .value(ValueSpec("TIME")), "Only before then"),
                    OptionSpec(
                        "limit", short: "n", .value(ValueSpec("N", .integer(1...100_000))), "How many at most; 50"),
                ],
                examples: [.init("dextra audit list --actor ann --since 1d", "What Ann did today")]),
            CommandSpec(
                "verify", summary: "Read all entries and find the first that does not fit",
                details: "Ends with a status other than 0 when one does not.",
                options: [
                    OptionSpec(
                        "expect", .value(ValueSpec("SEQUENCE:HASH")), "An entry known from elsewhere"
                    ),
                    .flag("offline", "Read the data directory, whose server must not run, not the server's API"),
                ],
                examples: [.init("dextra audit verify --offline --home /srv/dextra", "Without a server")]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        if arguments.path.last == "verify" {
            try await verify(arguments, context)
        } else {
            try await list(arguments, context)
        }
        return 0
    }

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let now = context.time.now()
        func moment(_ option: String) throws -> Timestamp? {
            try arguments.option(option).map { try LogTime.parse($0, option: option, now: now) }
        }
        let entries = try await context.connect(arguments).auditEntries(
            actor: arguments.option("actor"), action: arguments.option("action"), since: try moment("since"),
            until: try moment("until"), limit: arguments.integer("limit") ?? 50)
        if arguments.isOn("json") {
            for entry in entries { try context.console.json(entry) }
            return
        }
        // What doesn't fit is cut off at the right: who did what, and whether it was allowed, comes first.
        var table = Table("ENTRY", "AT", "WHO", "DID", "OUTCOME", "TO", "BY", "FROM")
        for entry in entries {
            table.add(
                "\(entry.sequence)", "\(entry.at)", entry.actor, entry.action, entry.outcome.rawValue, entry.subject,
                entry.method, entry.address ?? "-")
        }
        if table.isEmpty { return context.console.line("There are no such entries.") }
        context.console.show(table)
    }

    /// Throws `audit_broken`.
    private static func verify(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let place = arguments.option("expect")
        let result =
            if arguments.isOn("offline") {
                try await context.mains.verifyAudit(try context.home(arguments), place)
            } else {
                try await context.connect(arguments).verifyAudit(expecting: place)
            }
        let console = context.console
        if arguments.isOn("json") { try console.json(result) }
        guard result.valid else {
            let sequence = result.brokenAt.map(String.init) ?? "unknown"
            throw Failure(
                .auditBroken,
                "the audit log is broken at entry \(sequence): \(TerminalText.harmless(result.reason ?? "unknown"))",
                hint: "somebody has changed the database: compare it with a backup from before",
                metadata: [.init("entry", sequence), .init("good_entries", "\(result.entries)")])
        }
        guard !arguments.isOn("json") else { return }
        console.line(
            "\(console.style.green(console.style.check)) "
                + "\(result.entries == 1 ? "1 entry" : "\(result.entries) entries"), and everything fits.")
        guard result.sequence > 0 else { return }
        console.line("Kept elsewhere, this proves later that nothing up to here was changed:")
        console.line(
            "  \(arguments.program) audit verify --expect \(result.sequence):\(TerminalText.harmless(result.head))")
    }
}
