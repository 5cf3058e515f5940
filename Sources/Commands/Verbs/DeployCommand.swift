// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives
import Source
import Wire

/// `dextra deploy`: sends the folder's files, and watches them become a release.
enum DeployCommand: Verb {
    static let spec = CommandSpec(
        "deploy", summary: "Build an application and switch traffic to it",
        details: """
            Uploads the folder's files that the server doesn't have (what .gitignore and .dextraignore name stays), \
            builds them, starts the new release beside the old one, and switches traffic once it answers. A release \
            that fails its health check is refused, and the old one goes on serving.

            Ctrl-C stops watching and lets the deployment go on; Ctrl-C twice cancels it.
            """,
        options: [
            OptionSpec(
                "name", short: "n", .value(ValueSpec("NAME")), "The project; else as dextra.yaml or the folder says"),
            SharedOptions.profile, SharedOptions.member,
            .flag("supersede", "Cancel deployments of the project that are under way"),
        ] + StartedRun.options,
        positionals: [PositionalSpec("PATH", .folder, "The application's folder; this one if not given")],
        examples: [
            .init("dextra deploy", "Deploy this folder to production"),
            .init("dextra deploy --member=apps/web --name=web", "Deploy one part of a workspace"),
            .init("dextra deploy shop --profile=staging --timeout=10m", "Deploy another folder to staging"),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let path = context.absolute(arguments.positional("PATH") ?? ".")
        let source = try SourceScanner().scan(path)
        let folder = ProjectFolder(path: source.root)
        let member = arguments.option("member")
        // What is wrong with the file is said whatever the project is called.
        _ = try folder.configuration()
        let name = try arguments.option("name").map { try ProjectName($0) } ?? folder.projectName(member: member)
        let profile = context.profile(arguments)

        let client = try await context.connect(arguments)
        let sender = SourceSender(client: client, context: context, isQuiet: arguments.isOn("json"))
        let request = DeployRequest(
            profile: profile, manifest: source.manifest, member: member,
            supersede: arguments.isOn("supersede"),
            origin: await GitFolder(path: source.root, environment: context.environment).origin())
        // Both can be made again when the server is lost in their middle: a blob that arrived is not sent twice.
        let run = try await context.startingRun(of: client) { key in
            try await sender.send(source)
            return try await client.deploy(name, request, key: key)
        }
        return try await StartedRun(context: context, client: client, arguments: arguments).report(
            run, title: "Deploying \(name) to \(profile.rawValue)",
            verdict: { report in
                let release = report?.release.map { " v\($0)" } ?? ""
                return "\(name)\(release) is live" + (report?.url.map { " at \(context.console.style.bold($0))" } ?? "")
            }, project: name, profile: profile)
    }
}
