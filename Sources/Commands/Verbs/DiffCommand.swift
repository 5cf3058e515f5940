// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `dextra diff`: what a deployment of this folder would change.
enum DiffCommand: Verb {
    static let spec = CommandSpec(
        "diff", summary: "Show what a deployment of a folder would change",
        details: "Compares the release with traffic with the folder, dextra.yaml and variables as they are now. "
            + "Sealed values are only said to be the same or not.",
        options: [
            OptionSpec(
                "name", short: "n", .value(ValueSpec("NAME")), "The project; else as dextra.yaml or the folder says"),
            SharedOptions.profile, SharedOptions.member, ReleasesCommand.sourceOption,
        ],
        positionals: [PositionalSpec("PATH", .folder, "The application's folder; this one if not given")],
        examples: [.init("dextra diff --source", "The changed lines of changed files")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let path = context.absolute(arguments.positional("PATH") ?? ".")
        let project =
            try arguments.option("name").map { try ProjectName($0) }
            ?? ProjectFolder(path: path).projectName(member: arguments.option("member"))
        let client = try await context.connect(arguments)
        let profile = context.profile(arguments)
        guard
            let active = try await client.releases(of: project, profile: profile).first(where: { $0.status == .active })
        else {
            throw Failure(
                .notDeployed, "\(project) has no release with traffic in \(profile.rawValue)",
                hint: "deploy it with '\(arguments.program) deploy'")
        }
        let comparison = Comparison(client: client, project: project, profile: profile)
        let before = try await comparison.facts(of: active.number)
        let (after, root) = try await comparison.facts(ofFolder: path, member: arguments.option("member"))
        try await comparison.show(
            try ReleaseDifference(from: before, to: after), from: .release(active.number), to: .folder(root), arguments,
            context.console)
        return 0
    }
}
