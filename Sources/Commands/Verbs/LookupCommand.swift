// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// The hidden `dextra lookup`: words for shell completion, one a line. It starts no server, waits little and never fails.
enum LookupCommand: Verb {
    private enum Kind: String, CaseIterable { case contexts, projects, users, teams, tokens, settings }

    static let spec = CommandSpec(
        "lookup", summary: "Print names for shell completion",
        positionals: [PositionalSpec("KIND", .choice(Kind.allCases.map(\.rawValue)), "What kind", isRequired: true)],
        isHidden: true)

    private static let patience = Duration.seconds(2)

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        guard let kind = arguments.positional("KIND").flatMap({ Kind(rawValue: $0) }) else { return 0 }
        let names = try? await withThrowingTaskGroup(of: [String].self) { group in
            group.addTask { try await self.names(kind, arguments, context) }
            group.addTask {
                try await context.time.sleep(for: patience)
                return []
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
        // Shells expand what they are proposed: nothing but plain words may come from a server.
        for name in names ?? [] where !name.isEmpty && name.utf8.allSatisfy(isPlain) { context.console.line(name) }
        return 0
    }

    private static func names(
        _ kind: Kind, _ arguments: ParsedArguments, _ context: CommandContext
    ) async throws -> [String] {
        switch kind {
        case .contexts: ["local"] + (try context.contexts.list().contexts.map(\.name.text))
        case .projects: try await context.client(arguments).projects().map(\.project.name.text)
        case .users: try await context.client(arguments).users().map(\.name.text)
        case .teams: try await context.client(arguments).teams().map(\.name.text)
        case .settings: try await context.client(arguments).settings().map(\.name)
        case .tokens: try await context.client(arguments).tokens().flatMap { [$0.name, $0.prefix] }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "@"):
            true
        default: false
        }
    }
}
