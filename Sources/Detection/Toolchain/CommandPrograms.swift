// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// The programs that a shell line calls by name, as far as that can be told without running it.
package enum CommandPrograms {
    /// Words that come before the program that is meant.
    private static let prefixes: Set<String> = ["exec", "env", "time", "nice", "nohup", "sudo"]
    /// Lines with these decide for themselves what they run.
    private static let choices: Set<String> = [
        "||", "if", "command", "which", "type", "case", "for", "while", "[", "test",
    ]

    /// In the order in which they are called; a program that the line itself puts onto PATH is left out.
    package static func names(in line: String) -> [String] {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard !words.contains(where: choices.contains) else { return [] }
        var names: [String] = []
        var isFirst = true
        for word in words {
            if word == "&&" || word == ";" || word == "|" || word == "&" {
                isFirst = true
                continue
            }
            defer { if word.hasSuffix(";") { isFirst = true } }
            guard isFirst else {
                // `export PATH=…`: what follows may be the project's own.
                if assigns("PATH", word) { return names }
                continue
            }
            if prefixes.contains(word) { continue }
            if let equals = word.firstIndex(of: "="), word[..<equals].utf8.allSatisfy(\.isWordByte) {
                if assigns("PATH", word) { return names }
                continue
            }
            isFirst = false
            if !names.contains(word) { names.append(word) }
        }
        return names
    }

    private static func assigns(_ name: String, _ word: String) -> Bool {
        word.hasPrefix(name + "=") || word.hasPrefix("\"" + name + "=")
    }
}

extension Blueprint {
    /// The programs of the table that the blueprint's commands need of the machine, in the order of their calls.
    package var programs: [ToolchainProgram] {
        let own = Self.programs(in: [install, build])
        // What is installed into the project may bring tools for its start; hardly a language.
        let later = Self.programs(in: [release, start]).filter { program in
            install == nil || program.runtime != nil && !program.packages.isEmpty
        }
        return own + later.filter { !own.contains($0) }
    }

    private static func programs(in lines: [String?]) -> [ToolchainProgram] {
        lines.compactMap(\.self).flatMap(CommandPrograms.names).compactMap(ToolchainProgram.named)
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
