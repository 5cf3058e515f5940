// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra releases`: what was deployed, the newest first; one of it closely; or what differs between two.
enum ReleasesCommand: Verb {
    static let sourceOption = OptionSpec(
        "source", .toggle(default: false), "The changed lines of changed text files instead")

    static let spec = CommandSpec(
        "releases", summary: "List the releases of a project, show one, or compare two",
        options: [
            SharedOptions.profile,
            OptionSpec("limit", .value(ValueSpec("N", .integer(1...1000))), "How many; 50 if not given"),
        ],
        positionals: [SharedOptions.projectPositional],
        subcommands: [
            CommandSpec(
                "show", summary: "Show all about one release", options: [SharedOptions.project, SharedOptions.profile],
                positionals: [PositionalSpec("RELEASE", .text, "Such as v3", isRequired: true)]),
            CommandSpec(
                "diff", summary: "Show what differs between two releases",
                options: [SharedOptions.project, SharedOptions.profile, sourceOption],
                positionals: [
                    PositionalSpec("FROM", .text, "Such as v3", isRequired: true),
                    PositionalSpec("TO", .text, "Such as v5; the one with traffic if not given"),
                ], examples: [.init("dextra releases diff v3 v5 --source", "The changed lines of changed files")]),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        switch arguments.path.last {
        case "show": try await show(arguments, context)
        case "diff": try await compare(arguments, context)
        default: try await list(arguments, context)
        }
        return 0
    }

    private static func list(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let project = try context.project(arguments)
        let client = try await context.connect(arguments)
        let profile = arguments.option("profile").flatMap { Profile(rawValue: $0) }
        let releases = try await client.releases(of: project, profile: profile, limit: arguments.integer("limit") ?? 50)
            .sorted { $0.createdAt > $1.createdAt }
        if arguments.isOn("json") {
            for release in releases { try context.console.json(release) }
            return
        }
        let now = context.time.now()
        var table = Table("RELEASE", "PROFILE", "STATUS", "ENDED", "SERVED", "CREATED", "FRAMEWORK", "COMMIT", "RUN")
        for release in releases {
            table.add(
                "v\(release.number)", release.profile.rawValue, release.status.rawValue,
                ReleaseText.ending(of: release), ReleaseText.served(release, now: now),
                HumanText.age(of: release.createdAt, now: now), ReleaseText.framework(of: release),
                ReleaseText.commit(of: release), release.runID.short)
        }
        if table.isEmpty {
            context.console.line("\(project) has no release yet. Make one with: \(arguments.program) deploy")
        } else {
            context.console.show(table)
        }
    }

    private static func show(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let number = try RollbackCommand.number(arguments.positional("RELEASE") ?? "")
        let project = try context.project(arguments, positional: nil)
        let client = try await context.connect(arguments)
        let release = try await client.release(number, of: project, profile: context.profile(arguments))
        if arguments.isOn("json") { return try context.console.json(release) }
        // Runs are kept for another while than releases.
        let run = try? await client.run(release.runID.description)
        let lines = ReleaseText.lines(release, run: run, now: context.time.now(), style: context.console.style)
        for line in lines { context.console.line(line) }
    }

    private static func compare(_ arguments: ParsedArguments, _ context: CommandContext) async throws {
        let from = try RollbackCommand.number(arguments.positional("FROM") ?? "")
        let to = try arguments.positional("TO").map { try RollbackCommand.number($0) }
        let project = try context.project(arguments, positional: nil)
        let profile = context.profile(arguments)
        let client = try await context.connect(arguments)
        let comparison = Comparison(client: client, project: project, profile: profile)
        var target = to
        if target == nil {
            target = try await client.releases(of: project, profile: profile).first { $0.status == .active }?.number
        }
        guard let target else {
            throw Failure(
                .notDeployed, "\(project) has no release with traffic in \(profile.rawValue)",
                hint: "name the release to compare with")
        }
        let difference = try ReleaseDifference(
            from: try await comparison.facts(of: from), to: try await comparison.facts(of: target))
        try await comparison.show(difference, from: .release(from), to: .release(target), arguments, context.console)
    }
}
