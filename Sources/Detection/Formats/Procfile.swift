// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A Procfile: process types and their commands (devcenter.heroku.com/articles/procfile).
struct Procfile {
    private(set) var commands: [String: String] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n").prefix(200) {
            let name = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            guard !name.isEmpty, line.dropFirst(name.count).first == ":" else { continue }
            let command = line.dropFirst(name.count + 1).trimmed()
            if !command.isEmpty, commands[String(name)] == nil { commands[String(name)] = command }
        }
    }
}
