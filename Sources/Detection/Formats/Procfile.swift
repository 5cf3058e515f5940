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
            if !command.isEmpty, commands[String(name)] == nil { commands[String(name)] = Self.portable(command) }
        }
    }

    /// The command, with PHP's own server for the scripts that only Heroku's build puts there: `heroku-php-apache2 web/`
    /// and its like start a web server on a folder (devcenter.heroku.com/articles/custom-php-settings).
    private static func portable(_ command: String) -> String {
        let words = command.split(separator: " ")
        guard let tool = words.first?.split(separator: "/").last, tool.hasPrefix("heroku-php-") else { return command }
        let folder = words.count > 1 ? words[words.count - 1].filter { $0 != "\"" && $0 != "'" } : "."
        let isFolder = !folder.hasPrefix("-") && !folder.contains(".conf") && !folder.contains("$")
        let parts = (isFolder ? folder : ".").split(separator: "/").filter { $0 != "." && $0 != ".." }
        let target = parts.isEmpty ? "" : " -t \(parts.joined(separator: "/"))"
        return "PHP_CLI_SERVER_WORKERS=4 php -S ${HOST:-0.0.0.0}:$PORT\(target)"
    }
}
