// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One command of a command line as data: parsing, help and completion are all made from this one table.
package struct CommandSpec: Sendable, Hashable {
    package var name: String
    /// One line for the list of commands. Upper case first, no full stop.
    package var summary: String
    /// Paragraphs for the command's own help, separated by blank lines.
    package var details: String
    /// Options of this command; those of its parents are understood as well.
    package var options: [OptionSpec]
    package var positionals: [PositionalSpec]
    package var subcommands: [CommandSpec]
    package var examples: [Example]
    /// Left out of help and completion.
    package var isHidden: Bool
    /// Takes every argument after its name as it stands, e.g. for a program behind the program.
    package var passesThrough: Bool

    /// A command line worth showing, and what it does.
    package struct Example: Sendable, Hashable {
        package var line: String
        package var says: String

        package init(_ line: String, _ says: String) {
            self.line = line
            self.says = says
        }
    }

    package init(
        _ name: String, summary: String, details: String = "", options: [OptionSpec] = [],
        positionals: [PositionalSpec] = [], subcommands: [CommandSpec] = [], examples: [Example] = [],
        isHidden: Bool = false, passesThrough: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.options = options
        self.positionals = positionals
        self.subcommands = subcommands
        self.examples = examples
        self.isHidden = isHidden
        self.passesThrough = passesThrough
    }

    package var visibleSubcommands: [CommandSpec] { subcommands.filter { !$0.isHidden } }

    /// The command reached by following the names from this one; nil when there is none.
    package func command(at path: some Sequence<String>) -> CommandSpec? {
        var command = self
        for name in path {
            guard let next = command.subcommands.first(where: { $0.name == name }) else { return nil }
            command = next
        }
        return command
    }

    /// Every option understood at the end of the path, the innermost command's first.
    func optionsInForce(along path: some Sequence<String>) -> [OptionSpec] {
        var command = self
        var options = command.options
        for name in path {
            guard let next = command.subcommands.first(where: { $0.name == name }) else { break }
            command = next
            options = command.options + options
        }
        return options + [.help]
    }
}
