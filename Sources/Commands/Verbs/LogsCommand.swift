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
            .flag("build", "The log of the profile's last deployment instead, all of it unless --lines is given"),
            OptionSpec(
                "lines", short: "n", .value(ValueSpec("N", .integer(0...1_000_000))),
                "How many of the last lines; 100 if not given, all with --since, --until or --grep"),
            OptionSpec("since", .value(ValueSpec("TIME")), "Only lines from then on: 10m ago, or 2026-11-25T08:00:00Z"),
            OptionSpec("until", .value(ValueSpec("TIME")), "Only lines before then"),
            OptionSpec("grep", .value(ValueSpec("TEXT")), "Only lines with this text, or matching /this expression/"),
            OptionSpec("release", .value(ValueSpec("vN")), "Of this release; the one with traffic if not given"),
            OptionSpec(
                "process", .value(ValueSpec("NAME")),
                "Only of this one: web.2, all of a worker such as mail, or a service such as db"),
            .flag("timestamps", short: "t", "The time of each line before it, in UTC"),
            SharedOptions.profile,
        ],
        positionals: [SharedOptions.projectPositional],
        examples: [
            .init("dextra logs -f -n5 shop", "The last five lines of shop, and what comes"),
            .init("dextra logs --since 2h --grep '/5\\d\\d/'", "Lines of the last two hours with a 5xx in them"),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try context.project(arguments)
        let pattern = arguments.option("grep")
        let now = context.time.now()
        let since = try arguments.option("since").map { try LogTime.parse($0, option: "since", now: now) }
        let until = try arguments.option("until").map { try LogTime.parse($0, option: "until", now: now) }
        let release = try arguments.option("release").map { try RollbackCommand.number($0) }
        let isBuild = arguments.isOn("build")
        let isSelective = isBuild || pattern != nil || since != nil || until != nil
        let lines = arguments.integer("lines") ?? (isSelective ? nil : 100)
        // Which are the last that match is known only here, and so is which are the last of a build.
        let picksHere = isBuild || pattern != nil
        let printer = try LogPrinter(
            console: context.console, asJSON: arguments.isOn("json"),
            withTimes: arguments.isOn("timestamps") && !isBuild, pattern: pattern, tail: picksHere ? lines : nil)
        let client = try await context.connect(arguments)
        guard !isBuild else {
            try await showBuild(of: project, context.profile(arguments), client, printer, arguments.program)
            return 0
        }
        let request = LogRequest(
            project: project, profile: context.profile(arguments), release: release, tail: picksHere ? nil : lines,
            since: since, until: until, follow: arguments.isOn("follow"),
            process: arguments.option("process"))
        let follower = LogFollower(
            client: client, launcher: context.launcher, time: context.time, random: context.random)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await follower.read(request) { try await printer.take($0) } }
            group.addTask {
                try await context.console.waitForReaderToLeave(context.time)
                throw Failure(.readerGone, "nobody reads the output")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
        return 0
    }

    private static func showBuild(
        of project: ProjectName, _ profile: Profile, _ client: ServerClient, _ printer: LogPrinter,
        _ program: String
    ) async throws {
        let runs = try await client.runs(of: project, kind: "deploy", limit: 200)
        guard let run = runs.first(where: { $0.input["profile"]?.string == profile.rawValue }) else {
            throw Failure(
                .notDeployed, "no deployment of \(project) to \(profile.rawValue) is kept",
                hint: "deploy it with '\(program) deploy', or see '\(program) runs --project \(project)'")
        }
        try await client.log(ofRun: run.id.description) { try await printer.take($0) }
        try await printer.finish()
    }
}
