// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Subject {
    /// Whether a command calls nothing but these programs, wherever they lie: it is what detection wrote, or like it.
    func isOnly(_ command: String?, of programs: Set<String>) -> Bool {
        guard let command else { return false }
        let commands = ShellLine(command).commands
        return !commands.isEmpty
            && commands.allSatisfy { words in
                let program = words.first { !$0.contains("=") } ?? ""
                let name = program.split(separator: "/").last ?? program
                return name == "cd" || name == "export" || programs.contains(String(name))
            }
    }

    /// The folder a command enters first, relative to the root; empty when it stays there.
    static func folder(of command: String?) -> String {
        guard let words = command.map({ ShellLine($0).commands })?.first, words.count == 2, words[0] == "cd" else {
            return ""
        }
        let folder = String(words[1])
        return folder.isPlainPath ? folder : ""
    }

    /// The files among these that a layer of their own can be made of; none when a name is too odd for COPY.
    func copyable(_ paths: [String]) -> [String] {
        paths.allSatisfy(\.isPlainPath) && paths.count <= 100 ? paths : []
    }

    /// A path of the program that the start command names: `target/app` of `./target/app --flag`, and of
    /// `java -jar target/app.jar` what follows the option.
    func artifact(after option: String? = nil) -> String? {
        guard let start = blueprint.start else { return nil }
        let line = ShellLine(start)
        var word = line.program
        if let option {
            guard let index = line.arguments.firstIndex(where: { $0 == option }), index + 1 < line.arguments.count
            else {
                return nil
            }
            word = line.arguments[index + 1]
        }
        guard let word, word.contains("/") || option != nil, word.first != "/" else { return nil }
        let path = word.hasPrefix("./") ? word.dropFirst(2) : word
        // A pattern is for the shell that gathers the files.
        guard path.utf8.allSatisfy({ $0.isShellName || "-./@+*".utf8.contains($0) }), !path.contains("..") else {
            return nil
        }
        let folder = Self.folder(of: start)
        return folder.isEmpty ? String(path) : "\(folder)/\(path)"
    }

    /// Folders and files beside a compiled program that such programs usually read when they run.
    var runtimeFiles: [String] {
        let folder = Self.folder(of: blueprint.start)
        let names = [
            "assets", "config", "configs", "content", "data", "i18n", "locales", "migrations", "priv", "public",
            "Public",
            "resources", "Resources", "static", "templates", "views", "web", "www", "wwwroot", "Rocket.toml",
            "config.toml",
            "config.json", "config.yml", "config.yaml", "config.ru", "public_html", "html",
        ]
        return files.present(names.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }).filter(\.isPlainPath)
    }
}
