// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra releases`: what was deployed, the newest first.
enum ReleasesCommand: Verb {
    static let spec = CommandSpec(
        "releases", summary: "List the releases of a project", options: [SharedOptions.profile],
        positionals: [SharedOptions.projectPositional])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let project = try context.project(arguments)
        let client = try await context.connect(arguments)
        let profile = arguments.option("profile").flatMap { Profile(rawValue: $0) }
        let releases = try await client.releases(of: project, profile: profile)
            .sorted { $0.createdAt > $1.createdAt }
        if arguments.isOn("json") {
            for release in releases { try context.console.json(release) }
            return 0
        }
        var table = Table("RELEASE", "PROFILE", "STATUS", "CREATED", "FRAMEWORK", "RUN")
        for release in releases {
            table.add(
                "v\(release.number)", release.profile.rawValue, release.status.rawValue,
                HumanText.age(of: release.createdAt, now: context.time.now()),
                TerminalText.harmless(release.blueprint.framework ?? release.blueprint.language ?? "-"),
                release.runID.short)
        }
        if table.isEmpty {
            context.console.line("\(project) has no release yet. Make one with: dextra deploy")
        } else {
            let width = context.console.size?.columns
            for line in table.lines(style: context.console.style, width: width) { context.console.line(line) }
        }
        return 0
    }
}
