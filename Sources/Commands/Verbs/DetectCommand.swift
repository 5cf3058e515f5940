// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Configuration
import Detection
import Model
import Primitives

/// `dextra detect`: what a folder is, with the evidence. Needs no server.
enum DetectCommand: Verb {
    static let spec = CommandSpec(
        "detect", summary: "Say what a folder is and how it would be built and started",
        details: """
            When several parts of the folder can be deployed, they are listed, and one has to be chosen with --member \
            or with 'root' in dextra.yaml.
            """,
        options: [SharedOptions.member],
        positionals: [PositionalSpec("PATH", .folder, "The application's folder; this one if not given")],
        examples: [.init("dextra detect --json Examples/python", "As JSON, every key present")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let path = context.absolute(arguments.positional("PATH") ?? ".")
        let tree = try DirectoryFileTree(path: path)
        let member = try arguments.option("member") ?? ProjectFolder(path: path).configuration()?.root
        let members = Detector().members(of: tree)
        let blueprint: Blueprint
        do {
            blueprint = try Detector().detect(tree, member: member)
        } catch {
            guard error.code == .sourceAmbiguous else { throw error }
            if arguments.isOn("json") {
                try context.console.json(DetectionReport(Blueprint(), members))
                return error.code.category.exitCode
            }
            list(members, context)
            throw error
        }
        if arguments.isOn("json") {
            try context.console.json(DetectionReport(blueprint, members))
        } else {
            for line in lines(blueprint, style: context.console.style) { context.console.line(line) }
            if members.count > 1 { context.console.line("") }
            list(members, context)
        }
        return 0
    }

    /// The parts to choose from; a single one is no choice.
    private static func list(_ members: [DetectedMember], _ context: CommandContext) {
        guard members.count > 1 else { return }
        context.console.line(context.console.style.bold("Members"))
        for member in members {
            let blueprint = member.blueprint
            let kind = blueprint.framework ?? blueprint.language ?? ""
            let serves = blueprint.start ?? blueprint.outputDirectory.map { "serves \($0)" } ?? ""
            context.console.line(
                "  " + TerminalText.harmless("\(member.path) (\(member.name), \(kind)): \(serves)"))
        }
    }

    private static func lines(_ blueprint: Blueprint, style: TextStyle) -> [String] {
        let runtimes = blueprint.runtimeVersions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let facts: [(String, String?)] = [
            ("Language", blueprint.languages.isEmpty ? nil : blueprint.languages.joined(separator: ", ")),
            ("Framework", blueprint.framework),
            ("Package manager", blueprint.packageManager),
            ("Runtime", runtimes.isEmpty ? nil : runtimes.joined(separator: ", ")),
            ("Install", blueprint.install),
            ("Build", blueprint.build),
            ("Release", blueprint.release),
            ("Start", blueprint.start),
            ("Output", blueprint.outputDirectory),
            ("Port", blueprint.port.map(String.init)),
            ("Health path", blueprint.healthPath),
            ("Confidence", "\(Int((blueprint.confidence * 100).rounded())) %"),
        ]
        let known = facts.compactMap { name, value in value.map { (name: name, value: $0) } }
        var lines = FactText.lines(known, indent: 0, name: style.bold)
        guard !blueprint.evidence.isEmpty else { return lines }
        lines += ["", style.bold("Evidence")]
        lines += blueprint.evidence.map {
            "  \(TerminalText.harmless($0.file)): \(TerminalText.harmless($0.says))"
        }
        return lines
    }
}
