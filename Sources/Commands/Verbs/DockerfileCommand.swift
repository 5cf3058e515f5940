// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Configuration
import Detection
import Dockerfiles
import Model
import Primitives

/// `dextra dockerfile`: a Dockerfile for a folder, to be kept. Needs no server.
enum DockerfileCommand: Verb {
    static let spec = CommandSpec(
        "dockerfile", summary: "Write a Dockerfile for a folder, to keep and to change",
        details: """
            It follows from what 'dextra detect' finds and what dextra.yaml says. A folder with a Dockerfile of its own \
            gets that one shown; --generate writes another all the same.

            What it can't know stands in it as notes. Put the .dockerignore beside it.
            """,
        options: [
            OptionSpec(
                "output", short: "o", .value(ValueSpec("FILE", .file)), "Write it there; nothing is overwritten"),
            .flag("dockerignore", "The .dockerignore that goes with it, instead"),
            .flag("generate", "Even when the folder has a Dockerfile of its own"),
            .flag("buildkit", "Keep the package managers' caches from build to build; needs BuildKit"),
            OptionSpec(
                "build-arg", .value(ValueSpec("NAME")), "A variable that the build reads; nothing secret; repeatable",
                isRepeatable: true),
        ] + ImageOptions.specs + [SharedOptions.member, SharedOptions.profile],
        positionals: [PositionalSpec("PATH", .folder, "The application's folder; this one if not given")],
        examples: [
            .init("dextra dockerfile -o Dockerfile", "Keep it in this folder"),
            .init("dextra dockerfile --dockerignore -o .dockerignore", "And what goes with it"),
        ])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let path = context.absolute(arguments.positional("PATH") ?? ".")
        let output = arguments.option("output").map(context.absolute)
        let tree = try DirectoryFileTree(path: path)
        let configuration = try ProjectFolder(path: path).configuration()
        let member = arguments.option("member") ?? configuration?.root
        if !arguments.isOn("generate"), let own = ContainerFile.own(in: tree, member: member) {
            return try show(own, writesTo: output, arguments, context)
        }
        let profile = context.profile(arguments)
        let blueprint = try blueprint(of: tree, member: member, configuration, profile)
        let settings = configuration?.settings(for: profile)
        let options = DockerfileOptions(
            style: arguments.isOn("buildkit") ? .buildKit : .classic, baseImages: try ImageOptions.read(arguments),
            isSinglePage: settings?.isSinglePage ?? false, stopSignal: settings?.stop.signal ?? .term,
            buildVariables: arguments.allOptions("build-arg"))
        let made = try DockerfileGenerator(options).generate(blueprint, of: SourceFiles(tree))
        let text = arguments.isOn("dockerignore") ? made.ignore : made.text
        if let output { try NewFile.write(text, to: output) }
        if arguments.isOn("json") {
            try context.console.json(DockerfileReport(made, file: output))
        } else if output == nil {
            context.console.write(text)
        } else {
            for note in made.notes { context.console.errorLine("Note: \(TerminalText.harmless(note)).") }
        }
        return 0
    }

    private static func blueprint(
        of tree: DirectoryFileTree, member: String?, _ configuration: ProjectConfiguration?, _ profile: Profile
    ) throws -> Blueprint {
        guard let configuration else { return try Detector().detect(tree, member: member) }
        let detected: Blueprint
        do {
            detected = try Detector().detect(tree, member: member)
        } catch {
            guard configuration.settings(for: profile).describesApplication else { throw error }
            detected = Blueprint()
        }
        return configuration.merged(into: detected, profile: profile)
    }

    /// The source's own Dockerfile is what an image of it is built from.
    private static func show(
        _ own: ContainerFile, writesTo output: String?, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> Int32 {
        if output != nil || arguments.isOn("dockerignore") {
            throw Failure(
                .fileExists, "the source has a Dockerfile of its own: \(own.path)",
                hint: "use it, or write another with --generate", metadata: [.init("file", own.path)])
        }
        if arguments.isOn("json") {
            try context.console.json(DockerfileReport(own: own))
        } else {
            context.console.write(own.text)
            context.console.errorLine(
                "This is the source's own \(TerminalText.harmless(own.path)); --generate writes another.")
        }
        return 0
    }
}
