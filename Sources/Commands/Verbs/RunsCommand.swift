// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Wire

/// `dextra runs`: what was done and is being done, or one of it closely.
enum RunsCommand: Verb {
    static let spec = CommandSpec(
        "runs", summary: "List runs, or show, follow or read the log of one",
        options: [
            .flag("follow", short: "f", "Watch the run to its end; the exit status tells how it ended"),
            .flag("log", "Print what its steps printed"),
            SharedOptions.project,
            OptionSpec(
                "state", .value(ValueSpec("STATE", .choice(RunState.allCases.map(\.rawValue)))), "Only runs that are so"
            ),
            OptionSpec("limit", short: "n", .value(ValueSpec("N", .integer(1...1000))), "How many; 20 if not given"),
            OptionSpec("timeout", .value(ValueSpec("TIME", .duration)), "With --follow: stop watching after this time"),
        ],
        positionals: [PositionalSpec("RUN", .text, "The run's ID, or the last 8 or more characters of it")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let id = arguments.positional("RUN")
        if id == nil, let option = ["follow", "log"].first(where: arguments.isOn) {
            throw Failure(.usage, "--\(option) needs a run", hint: "'\(arguments.program) runs' lists them")
        }
        let client = try await context.connect(arguments)
        guard let id else { return try await list(arguments, context, client) }
        if arguments.isOn("log") {
            let printer = try LogPrinter(console: context.console, asJSON: arguments.isOn("json"))
            try await client.log(ofRun: id) { try await printer.take($0) }
            try await printer.finish()
            return 0
        }
        var run = try await client.run(id)
        if arguments.isOn("follow") {
            let watch = RunWatch(
                context: context, client: client, program: arguments.program, asJSON: arguments.isOn("json"),
                timeout: arguments.duration("timeout"))
            run = try await watch.follow(run, title: title(of: run, try await names(client)))
            try StartedRun.check(run, arguments)
        }
        if arguments.isOn("json") {
            try context.console.json(run)
        } else if !arguments.isOn("follow") {
            for line in detail(run, title: title(of: run, try await names(client)), arguments, context) {
                context.console.line(line)
            }
        }
        return 0
    }

    private static func list(
        _ arguments: ParsedArguments, _ context: CommandContext, _ client: ServerClient
    ) async throws -> Int32 {
        let runs = try await client.runs(
            of: try arguments.option("project").map { try ProjectName($0) },
            state: arguments.option("state").flatMap { RunState(rawValue: $0) },
            limit: arguments.integer("limit") ?? 20)
        if arguments.isOn("json") {
            for run in runs { try context.console.json(run) }
            return 0
        }
        var table = Table("RUN", "PROJECT", "KIND", "STATE", "PROGRESS", "CREATED", "FAILURE")
        let names = try await names(client)
        for run in runs {
            table.add(
                run.id.short, run.projectID.flatMap { names[$0] } ?? "-", run.kind, run.state.rawValue,
                HumanText.percent(run.progress), HumanText.age(of: run.createdAt, now: context.time.now()),
                run.failure?.message ?? "")
        }
        if table.isEmpty {
            context.console.line("No such run.")
        } else {
            context.console.show(table)
        }
        return 0
    }

    /// The projects that there are; a run outlives its project.
    private static func names(_ client: ServerClient) async throws -> [ProjectID: String] {
        let projects = try await client.projects().map { ($0.project.id, $0.project.name.text) }
        return Dictionary(projects) { first, _ in first }
    }

    private static func title(of run: Run, _ names: [ProjectID: String]) -> String {
        "\(HumanText.title(run.kind)) of \(run.projectID.flatMap { names[$0] } ?? TerminalText.harmless(run.subject))"
    }

    private static func detail(
        _ run: Run, title: String, _ arguments: ParsedArguments, _ context: CommandContext
    ) -> [String] {
        let style = context.console.style
        let now = context.time.now()
        let view = RunView(title: title, run: run)
        var lines = view.lines(
            RunView.Frame(now: now, number: 0, columns: context.console.size?.columns ?? 120, rows: .max, style: style))
        lines += ["", "ID:      \(run.id)", "State:   \(run.state.rawValue)", "Created: \(run.createdAt)"]
        if let failure = run.failure { lines += [""] + FailureText.lines(failure, style: style) }
        if let question = run.question {
            let answers = question.answers.map(\.rawValue).joined(separator: "|")
            lines += [
                "", "\(TerminalText.harmless(question.text))",
                "Answer with: \(arguments.program) answer \(run.id.short) \(answers)",
            ]
        }
        return lines
    }
}
