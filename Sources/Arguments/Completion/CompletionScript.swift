// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The shells a completion script can be made for.
package enum CompletionShell: String, Sendable, CaseIterable {
    case bash, zsh, fish

    /// A script that completes the command line described by the table.
    package func script(for root: CommandSpec) -> String {
        switch self {
        case .bash: BashCompletion(root: root).script
        case .zsh: ZshCompletion(root: root).script
        case .fish: FishCompletion(root: root).script
        }
    }
}

/// One visible command of a table with what is understood at its place.
struct CompletedCommand {
    /// Names below the root.
    var path: [String]
    var spec: CommandSpec
    var options: [OptionSpec]

    /// Names below the root with single spaces, as the scripts spell a place.
    var place: String { path.joined(separator: " ") }

    /// Every visible command, parents before their children.
    static func all(in root: CommandSpec) -> [CompletedCommand] {
        func visit(_ spec: CommandSpec, _ path: [String]) -> [CompletedCommand] {
            let options = root.optionsInForce(along: path).filter { !$0.isHidden }
            return [CompletedCommand(path: path, spec: spec, options: options)]
                + spec.visibleSubcommands.flatMap { visit($0, path + [$0.name]) }
        }
        return visit(root, [])
    }
}

extension OptionSpec {
    /// `--name` and `-n`.
    var spellings: [String] { ["--" + name] + (short.map { ["-\($0)"] } ?? []) }

    /// The spelling worth proposing: a switch that is on by default is only ever turned off.
    var proposal: String {
        if case .toggle(default: true) = kind { "--no-" + name } else { "--" + name }
    }
}
