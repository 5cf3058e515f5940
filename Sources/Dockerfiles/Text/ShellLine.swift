// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A line of shell, taken apart as far as that can be done without running it.
///
/// Only what is surely understood counts as simple: words, quotes, variables, and commands joined by `&&`.
struct ShellLine {
    /// The line's commands, those before the last each followed by `&&`; empty when it is more than that.
    private(set) var commands: [[Substring]] = []
    let text: String

    init(_ text: String) {
        self.text = text
        commands = Self.commands(of: text) ?? []
    }

    private static let keywords: Set<Substring> = [
        "if", "for", "while", "until", "case", "!", "{", "}", "[[", "function", "time", "select", "coproc",
    ]
    /// What the shell does itself, so that there is no program to become.
    private static let builtins: Set<Substring> = [
        ".", ":", "alias", "cd", "eval", "exec", "exit", "export", "read", "set", "shift", "source", "test", "[",
        "trap",
        "ulimit", "umask", "unset", "wait", "command",
    ]

    /// The words of a command without shell grammar: what the exec form can be given.
    var plainWords: [String]? {
        guard commands.count == 1, let command = commands.first else { return nil }
        let isPlain = command.allSatisfy { word in
            word.utf8.allSatisfy { $0.isPlainInShell } && word.first != "~"
        }
        guard isPlain, let first = command.first, !first.contains("="), !Self.builtins.contains(first) else {
            return nil
        }
        return command.map(String.init)
    }

    /// The line with `exec` before its last program, which thereby becomes the process itself and gets the signals; nil
    /// when that can't be said for sure.
    var executing: String? {
        guard let last = commands.last, let program = Self.program(of: last) else { return nil }
        guard !Self.keywords.contains(program), !Self.builtins.contains(program) else { return nil }
        return text[..<program.startIndex] + "exec " + text[program.startIndex...]
    }

    /// The first word of the last command that is no assignment.
    var program: Substring? { commands.last.flatMap(Self.program) }

    /// Words of the last command after its program, with their quotes.
    var arguments: [Substring] {
        guard let last = commands.last, let program = Self.program(of: last),
            let index = last.firstIndex(where: { $0.startIndex == program.startIndex })
        else { return [] }
        return Array(last[(index + 1)...])
    }

    private static func program(of command: [Substring]) -> Substring? {
        command.first { word in
            guard let equals = word.firstIndex(of: "=") else { return true }
            return !word[..<equals].utf8.allSatisfy { $0.isShellName } || equals == word.startIndex
        }
    }

    private static func commands(of text: String) -> [[Substring]]? {
        var commands: [[Substring]] = [[]]
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            if character == " " || character == "\t" {
                index = text.index(after: index)
                continue
            }
            if text[index...].hasPrefix("&&") {
                commands.append([])
                index = text.index(index, offsetBy: 2)
                continue
            }
            guard let end = endOfWord(in: text, from: index), end > index else { return nil }
            commands[commands.count - 1].append(text[index..<end])
            index = end
        }
        let isWhole = commands.allSatisfy { command in
            !command.isEmpty && !keywords.contains(command[0])
        }
        return isWhole ? commands : nil
    }

    /// Where a word ends; nil for grammar that is not followed here.
    private static func endOfWord(in text: String, from start: String.Index) -> String.Index? {
        var index = start
        while index < text.endIndex {
            switch text[index] {
            case " ", "\t": return index
            case "'":
                guard let close = text[text.index(after: index)...].firstIndex(of: "'") else { return nil }
                index = close
            case "\"":
                guard let close = closingQuote(in: text, after: index) else { return nil }
                index = close
            case "\\":
                index = text.index(after: index)
                guard index < text.endIndex, !text[index].isNewline else { return nil }
            case "&" where text[index...].hasPrefix("&&"): return index
            case "$" where text[index...].hasPrefix("$("): return nil
            case "&", "|", ";", "(", ")", "`", "<", ">", "#": return nil
            case let other where other.isControl: return nil
            default: break
            }
            index = text.index(after: index)
        }
        return index
    }

    private static func closingQuote(in text: String, after open: String.Index) -> String.Index? {
        var index = text.index(after: open)
        while index < text.endIndex {
            switch text[index] {
            case "\"": return index
            case "\\": index = text.index(after: index)
            // A substitution is a line of its own, with quotes of its own.
            case "`": return nil
            case "$" where text[index...].hasPrefix("$("): return nil
            default: break
            }
            guard index < text.endIndex else { return nil }
            index = text.index(after: index)
        }
        return nil
    }
}

extension UInt8 {
    /// A byte that means itself everywhere in a word of shell.
    var isPlainInShell: Bool {
        isShellName || "-./:=@+%,".utf8.contains(self)
    }

    var isShellName: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self) || self == 0x5f
    }
}

extension String {
    /// The text as one word of a shell command.
    var shellWord: String {
        !isEmpty && utf8.allSatisfy { $0.isPlainInShell }
            ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}
