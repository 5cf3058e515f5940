// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Detection
import Model
import Primitives

/// `dextra detect`: what a folder is, with the evidence. Needs no server.
enum DetectCommand: Verb {
    static let spec = CommandSpec(
        "detect", summary: "Say what a folder is and how it would be built and started",
        positionals: [PositionalSpec("PATH", .folder, "The application's folder; this one if not given")],
        examples: [.init("dextra detect --json Examples/python", "As JSON, every key present")])

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let path = context.absolute(arguments.positional("PATH") ?? ".")
        let tree = try DirectoryFileTree(path: path)
        let blueprint = try Detector().detect(tree)
        if arguments.isOn("json") {
            try context.console.json(blueprint)
        } else {
            for line in lines(blueprint, style: context.console.style) { context.console.line(line) }
        }
        return 0
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
        let known = facts.compactMap { name, value in value.map { (name, TerminalText.harmless($0)) } }
        let width = known.map(\.0.count).max() ?? 0
        var lines = known.map { name, value in
            style.bold(name) + String(repeating: " ", count: width - name.count + 2) + value
        }
        guard !blueprint.evidence.isEmpty else { return lines }
        lines += ["", style.bold("Evidence")]
        lines += blueprint.evidence.map {
            "  \(TerminalText.harmless($0.file)): \(TerminalText.harmless($0.says))"
        }
        return lines
    }
}
