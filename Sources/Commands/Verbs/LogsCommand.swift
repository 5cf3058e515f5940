// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Glibc
import Model
import Primitives

/// `dextra logs`: what the running application prints, or what its last deployment printed.
enum LogsCommand: Verb {
    static let spec = CommandSpec(
        "logs", summary: "Show what an application prints",
        options: [
            .flag("follow", short: "f", "Go on as new lines come, until Ctrl-C"),
            .flag("build", "The log of the last deployment instead"),
            OptionSpec(
                "lines", short: "n", .value(ValueSpec("N", .integer(0...1_000_000))),
                "How many of the last lines; 100 if not given"),
            SharedOptions.profile,
        ],
        positionals: [SharedOptions.projectPositional],
        examples: [.init("dextra logs -f -n5 shop", "The last five lines of shop, and what comes")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try context.project(arguments)
        let client = try await context.connect(arguments)
        let printer = LogPrinter(console: context.console, asJSON: arguments.isOn("json"))
        if arguments.isOn("build") {
            let runs = try await client.runs(of: project, limit: 20)
            guard let run = runs.first(where: { $0.kind == "deploy" }) else {
                throw Failure(
                    .notDeployed, "\(project) was never deployed", hint: "deploy it with 'dextra deploy'")
            }
            try await client.log(ofRun: run.id.description) { try await printer.take($0) }
        } else {
            let profile = context.profile(arguments)
            let follow = arguments.isOn("follow")
            let tail = arguments.integer("lines") ?? 100
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await client.logs(of: project, profile: profile, tail: tail, follow: follow) {
                        try await printer.take($0)
                    }
                }
                group.addTask {
                    try await context.console.waitForReaderToLeave(context.time)
                    throw Failure(.readerGone, "nobody reads the output")
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        try await printer.finish()
        return 0
    }
}

/// Prints foreign log text: as it is into files and pipes, made harmless on a terminal, one object per line as JSON.
actor LogPrinter {
    private let console: Console
    private let asJSON: Bool
    private var open: [UInt8] = []

    private struct Line: Encodable {
        let type = "log"
        let text: String
    }

    init(console: Console, asJSON: Bool) {
        self.console = console
        self.asJSON = asJSON
    }

    func take(_ bytes: [UInt8]) throws {
        open += bytes
        guard let end = open.lastIndex(of: UInt8(ascii: "\n")) else { return }
        let complete = open[..<end]
        open = Array(open[(end + 1)...])
        for line in complete.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            try show(String(decoding: line, as: UTF8.self))
        }
    }

    func finish() throws {
        if !open.isEmpty { try show(String(decoding: open, as: UTF8.self)) }
        open = []
    }

    private func show(_ line: String) throws {
        if asJSON {
            try console.json(Line(text: line))
        } else {
            console.line(console.isTerminal ? TerminalText.harmless(line) : line)
        }
    }
}
