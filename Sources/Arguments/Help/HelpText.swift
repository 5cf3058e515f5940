// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The help of a command, made from its table entry.
package enum HelpText {
    /// Full help of the command at the end of the path, at most `width` columns wide where its words allow.
    package static func page(for root: CommandSpec, path: [String], width: Int = 80) -> String {
        guard let command = root.command(at: path) else { return "" }
        let names = [root.name] + path
        let width = max(40, min(width, 100))
        var sections = [command.summary]
        sections.append("Usage: " + usage(of: command, path: names))
        if !command.details.isEmpty {
            sections.append(TextLayout.paragraphs(command.details, width: width).joined(separator: "\n"))
        }
        sections += table("Commands", command.visibleSubcommands.map { ($0.name, $0.summary) }, width: width)
        sections += table("Arguments", command.positionals.map { ($0.name, $0.summary) }, width: width)
        let own = path.isEmpty ? command.options + [.help] : command.options
        sections += table("Options", own.filter { !$0.isHidden }.map(row), width: width)
        if !path.isEmpty {
            let inherited = root.optionsInForce(along: path.dropLast())
            sections += table("Common options", inherited.filter { !$0.isHidden }.map(row), width: width)
        }
        if !command.examples.isEmpty {
            let lines = command.examples.flatMap { example in
                TextLayout.wrap(example.says, width: width - 2).map { "  " + $0 } + ["    " + example.line]
            }
            sections.append((["Examples:"] + lines).joined(separator: "\n"))
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// `dextra env set [OPTION]... KEY=VALUE...`.
    package static func usage(of command: CommandSpec, path: [String]) -> String {
        var parts = path
        if !command.options.isEmpty { parts.append("[OPTION]...") }
        if !command.visibleSubcommands.isEmpty { parts.append("COMMAND") }
        if command.passesThrough { parts.append("[ARGUMENT]...") }
        parts += command.positionals.map(\.usage)
        return parts.joined(separator: " ")
    }

    private static func row(_ option: OptionSpec) -> (String, String) {
        let short = option.short.map { "-\($0), " } ?? "    "
        switch option.kind {
        case .toggle(default: true): return ("    --no-\(option.name)", option.summary)
        case .toggle(default: false): return (short + "--" + option.name, option.summary)
        case .value(let value):
            let summary =
                if case .choice(let choices) = value.form {
                    option.summary + ": " + choices.joined(separator: ", ")
                } else {
                    option.summary
                }
            return ("\(short)--\(option.name)=\(value.placeholder)", summary)
        }
    }

    private static func table(_ title: String, _ rows: [(String, String)], width: Int) -> [String] {
        guard !rows.isEmpty else { return [] }
        return [(["\(title):"] + TextLayout.columns(rows, width: width)).joined(separator: "\n")]
    }
}
