// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a Dockerfile says about its last stage (docs.docker.com/reference/dockerfile).
struct Dockerfile {
    /// The image of each FROM that names one, e.g. `python:3.12-slim`.
    private(set) var images: [String] = []
    private(set) var ports: [Int] = []
    /// CMD as a shell command; nil when there is none or an ENTRYPOINT takes it as its arguments.
    private(set) var command: String?

    init(_ text: String) {
        var stages: Set<String> = []
        var entrypoint: String?
        for line in Self.instructions(text) {
            let word = line.prefix { $0 != " " && $0 != "\t" }
            let rest = line.dropFirst(word.count).trimmed()
            switch word.uppercased() {
            case "FROM":
                let words = rest.split(separator: " ").filter { !$0.hasPrefix("--") }
                guard let image = words.first else { continue }
                if words.count == 3, words[1].uppercased() == "AS" { stages.insert(words[2].lowercased()) }
                if !stages.contains(image.lowercased()), !image.contains("$") { images.append(String(image)) }
                (ports, command, entrypoint) = ([], nil, nil)
            case "EXPOSE":
                ports += rest.split(separator: " ").compactMap { Int($0.prefix { $0 != "/" }) }
                    .filter { (1...65_535).contains($0) }
            case "CMD": command = Self.shellCommand(rest)
            case "ENTRYPOINT": entrypoint = Self.shellCommand(rest)
            default: break
            }
        }
        if let entrypoint { command = entrypoint + (command.map { " " + $0 } ?? "") }
    }

    /// Instructions with their continued lines joined, without comments.
    private static func instructions(_ text: String) -> [String] {
        var result: [String] = []
        var open = ""
        for line in text.split(separator: "\n").prefix(2000) {
            let piece = line.trimmed()
            if piece.hasPrefix("#") || piece.isEmpty { continue }
            if piece.hasSuffix("\\") {
                open += piece.dropLast() + " "
            } else {
                result.append((open + piece).trimmed())
                open = ""
            }
        }
        if !open.isEmpty { result.append(open.trimmed()) }
        return result
    }

    /// The exec form is a JSON array of words; the shell form is a command already.
    private static func shellCommand(_ text: String) -> String? {
        guard text.hasPrefix("[") else { return text.isEmpty ? nil : text }
        guard let words = (try? JSONText.decode(JSONValue.self, from: text))?.array?.compactMap(\.string),
            !words.isEmpty
        else { return nil }
        if words.count == 3, ["sh", "bash", "/bin/sh", "/bin/bash"].contains(words[0]), words[1].hasPrefix("-"),
            words[1].hasSuffix("c")
        {
            return words[2]
        }
        return words.map(quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { $0.isWordByte || "-./:=@,+%$".utf8.contains($0) }
        return isPlain
            ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
