// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra nodes`: the servers that share a database, and giving one up that won't come back.
enum NodesCommand: Verb {
    static let spec = CommandSpec(
        "nodes", summary: "List the servers that share the database, or give up a lost one",
        details: """
            A project lives on one node, and only that node carries out what concerns the machine. When a node is lost for \
            good, --give-up fails its open runs and frees its projects: the next deployment of each goes to the node that \
            it is asked of.
            """,
        options: [
            .flag("give-up", "Strike the node off: what ran on it counts as stopped"),
            SharedOptions.yes,
        ],
        positionals: [PositionalSpec("NODE", .text, "A node's name or ID")],
        examples: [.init("dextra nodes --give-up web-2", "The machine of that name is gone for good")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let client = try await context.connect(arguments)
        var nodes = try await client.nodes()
        if let text = arguments.positional("NODE") { nodes = [try choose(text, among: nodes)] }
        guard arguments.isOn("give-up") else { return try list(nodes, arguments, context) }
        guard arguments.positional("NODE") != nil, let node = nodes.first else {
            throw Failure(.usage, "--give-up needs the node's name", hint: "'dextra nodes' lists the nodes")
        }
        if !arguments.isOn("yes") {
            let place = try context.place(arguments)
            let question = "Give up \(node.name)\(place)? Its unfinished runs fail and its projects are freed."
            try Confirmation(deed: "giving up \(node.name)", question: question, word: node.name)
                .ask(on: context.console)
        }
        try await client.giveUp(node: node.id)
        if !arguments.isOn("json") { context.console.line("\(node.name) was given up.") }
        return 0
    }

    private static func list(
        _ nodes: [Node], _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> Int32 {
        if arguments.isOn("json") {
            for node in nodes { try context.console.json(node) }
            return 0
        }
        let now = context.time.now()
        var table = Table("NODE", "STATE", "VERSION", "STARTED", "LAST SEEN", "ID")
        for node in nodes {
            table.add(
                node.name, node.isLive ? "live" : "silent", node.version, HumanText.age(of: node.startedAt, now: now),
                HumanText.age(of: node.seenAt, now: now), node.id.description)
        }
        context.console.show(table)
        return 0
    }

    private static func choose(_ text: String, among nodes: [Node]) throws(Failure) -> Node {
        let found = nodes.filter { $0.name == text || $0.id.description == text.lowercased() }
        guard let node = found.first else {
            throw Failure(
                .invalidArgument, "there is no node '\(text)'",
                hint: "known nodes: \(nodes.map(\.name).joined(separator: ", "))")
        }
        guard found.count == 1 else {
            throw Failure(
                .invalidArgument, "\(found.count) nodes are named '\(text)'", hint: "give the ID",
                metadata: found.map { .init("node", $0.id.description) })
        }
        return node
    }
}
