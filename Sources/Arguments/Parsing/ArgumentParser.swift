// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Reads a command line by the GNU conventions against a table of commands.
///
/// Options and positionals mix freely until `--`. Long names can't be shortened: an abbreviation that works today
/// would break when an option is added. Every failure has the code `usage`.
package struct ArgumentParser: Sendable {
    private let root: CommandSpec

    package init(_ root: CommandSpec) { self.root = root }

    /// Understands the arguments after the program's name.
    package func parse(_ arguments: [String]) throws(Failure) -> ParsedArguments {
        var parsing = Parsing(root: root, arguments: arguments)
        return try parsing.run()
    }
}

private struct Parsing {
    let root: CommandSpec
    var command: CommandSpec
    var words: ArraySlice<String>
    var parsed = ParsedArguments()
    /// Positionals in the order given; assigned to names when all are known.
    var loose: [String] = []

    init(root: CommandSpec, arguments: [String]) {
        self.root = root
        command = root
        words = arguments[...]
    }

    mutating func run() throws(Failure) -> ParsedArguments {
        while let word = words.popFirst() {
            if word == "--" {
                loose += words
                words = []
            } else if word.hasPrefix("--") {
                try long(word.dropFirst(2))
            } else if word.hasPrefix("-"), word != "-" {
                try shorts(word.dropFirst())
            } else if isCommand(word) {
                try descend(into: word)
            } else {
                loose.append(word)
            }
        }
        if parsed.wantsHelp { return parsed }
        if !command.passesThrough { try assignPositionals() }
        for option in root.optionsInForce(along: parsed.path) {
            if case .toggle(let standard) = option.kind, parsed.toggles[option.name] == nil {
                parsed.toggles[option.name] = standard
            }
        }
        return parsed
    }

    /// A command with positionals of its own takes what names none of its subcommands as one of them.
    private func isCommand(_ word: String) -> Bool {
        guard !command.subcommands.isEmpty, loose.isEmpty else { return false }
        return command.positionals.isEmpty || command.subcommands.contains { $0.name == word }
    }

    private mutating func descend(into name: String) throws(Failure) {
        guard let next = command.subcommands.first(where: { $0.name == name }) else {
            let nearest = Suggestion.nearest(to: name, among: command.visibleSubcommands.map(\.name))
            throw Failure(
                .usage, "there is no command '\(spelled([name]))'",
                hint: nearest.map { "did you mean '\(spelled([$0]))'?" } ?? "see '\(spelled(["--help"]))'")
        }
        command = next
        parsed.path.append(name)
        if next.passesThrough {
            parsed.rest = Array(words)
            words = []
        }
    }

    private mutating func long(_ text: Substring) throws(Failure) {
        let name = String(text.prefix { $0 != "=" })
        let attached = name.utf8.count == text.utf8.count ? nil : String(text.dropFirst(name.count + 1))
        let options = root.optionsInForce(along: parsed.path)
        if let option = options.first(where: { $0.name == name }) {
            try take(option, spelling: "--\(name)", attached: attached)
        } else if name.hasPrefix("no-"), let option = options.first(where: { $0.name == name.dropFirst(3) }),
            option.value == nil
        {
            guard attached == nil else { throw Failure(.usage, "--\(name) takes no value") }
            parsed.toggles[option.name] = false
        } else {
            let nearest = Suggestion.nearest(to: name, among: options.filter { !$0.isHidden }.map(\.name))
            throw Failure(
                .usage, "\(commandName) has no option --\(name)",
                hint: nearest.map { "did you mean --\($0)?" } ?? "see '\(spelled(["--help"]))'")
        }
    }

    /// `-abc` is `-a -b -c`; the first that takes a value takes what is left of the word, else the next word.
    private mutating func shorts(_ text: Substring) throws(Failure) {
        var letters = text
        while let letter = letters.popFirst() {
            guard let option = root.optionsInForce(along: parsed.path).first(where: { $0.short == letter }) else {
                throw Failure(
                    .usage, "\(commandName) has no option -\(letter)", hint: "see '\(spelled(["--help"]))'")
            }
            if option.value != nil, !letters.isEmpty {
                try take(option, spelling: "-\(letter)", attached: String(letters))
                return
            }
            try take(option, spelling: "-\(letter)", attached: nil)
        }
    }

    private mutating func take(_ option: OptionSpec, spelling: String, attached: String?) throws(Failure) {
        guard let value = option.value else {
            let isOn = try truth(attached, of: spelling)
            if option.name == OptionSpec.help.name {
                parsed.wantsHelp = isOn
            } else {
                parsed.toggles[option.name] = isOn
            }
            return
        }
        guard let text = attached ?? words.popFirst() else {
            throw Failure(
                .usage, "\(spelling) needs a value", hint: "write --\(option.name)=\(value.placeholder)")
        }
        try value.check(text, of: spelling)
        if option.isRepeatable {
            parsed.options[option.name, default: []].append(text)
        } else {
            parsed.options[option.name] = [text]
        }
    }

    private func truth(_ text: String?, of spelling: String) throws(Failure) -> Bool {
        switch text {
        case nil, "true", "yes", "1": return true
        case "false", "no", "0": return false
        case let other?: throw Failure(.usage, "\(spelling) is true or false, not '\(other)'")
        }
    }

    private mutating func assignPositionals() throws(Failure) {
        if !command.subcommands.isEmpty, command.positionals.isEmpty, !parsed.path.isEmpty {
            throw Failure(
                .usage,
                "\(commandName) needs one of its commands: "
                    + command.visibleSubcommands.map(\.name).joined(separator: ", "),
                hint: "see '\(spelled(["--help"]))'")
        }
        var left = loose[...]
        for positional in command.positionals {
            let taken = positional.isRepeatable ? left : left.prefix(1)
            left = left.dropFirst(taken.count)
            if taken.isEmpty, positional.isRequired {
                throw Failure(
                    .usage, "\(commandName) needs \(positional.name)",
                    hint: "usage: \(HelpText.usage(of: command, path: [root.name] + parsed.path))")
            }
            for text in taken { try positional.value.check(text, of: positional.name) }
            if !taken.isEmpty { parsed.positionals[positional.name] = Array(taken) }
        }
        if let extra = left.first {
            throw Failure(
                .usage, "\(commandName) doesn't know what to do with '\(extra)'",
                hint: "usage: \(HelpText.usage(of: command, path: [root.name] + parsed.path))")
        }
    }

    private var commandName: String { spelled([]) }

    private func spelled(_ more: [String]) -> String {
        ([root.name] + parsed.path + more).joined(separator: " ")
    }
}
