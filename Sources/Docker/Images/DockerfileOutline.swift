// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What must be known of a Dockerfile before it is given to a builder: a pure reader that knows the lines, not the
/// instructions. What it can't make sense of is the builder's to complain about.
///
/// Source: Dockerfile reference (parser directives, line continuation, here-documents, ARG, FROM).
package struct DockerfileOutline: Sendable, Hashable {
    /// The names that ARG instructions declare, in their order.
    package private(set) var arguments: [String] = []
    /// The images that stages begin with, without `scratch`, other stages, and names that variables make up.
    package private(set) var baseImages: [String] = []
    /// IDs of `--mount=type=secret` that are not optional or are, as written.
    package private(set) var mountedSecrets: Set<String> = []

    /// Given to every build without being declared, and left out of the history (Dockerfile reference).
    package static let predefinedArguments: Set<String> = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy",
    ]

    private var stages: Set<String> = []

    package init(_ text: String) {
        for instruction in Self.instructions(text) { read(instruction) }
    }

    private mutating func read(_ instruction: String) {
        let words = Self.words(instruction)
        guard let name = words.first?.uppercased() else { return }
        switch name {
        case "ARG":
            for word in words.dropFirst() {
                let argument = String(word.prefix { $0 != "=" })
                if !argument.isEmpty, !arguments.contains(argument) { arguments.append(argument) }
            }
        case "FROM":
            let operands = words.dropFirst().filter { !$0.hasPrefix("--") }
            guard let image = operands.first else { return }
            let isStage = stages.contains(image.lowercased()) || image.lowercased() == "scratch"
            if !isStage, !image.contains("$"), !baseImages.contains(image) { baseImages.append(image) }
            if operands.count == 3, operands[1].uppercased() == "AS" { stages.insert(operands[2].lowercased()) }
        case "RUN":
            for word in words.dropFirst() {
                guard word.hasPrefix("--") else { break }
                guard word.hasPrefix("--mount=") else { continue }
                let options = word.dropFirst(8).split(separator: ",")
                guard options.contains("type=secret") else { continue }
                for option in options where option.hasPrefix("id=") {
                    mountedSecrets.insert(String(option.dropFirst(3)))
                }
            }
        default: break
        }
    }

    // MARK: Lines

    /// Each instruction on one line, without comments and without the bodies of here-documents.
    private static func instructions(_ text: String) -> [String] {
        // A carriage return and a line feed are one character to Swift.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        let escape = escapeCharacter(lines)
        var instructions: [String] = []
        var current = ""
        var index = 0
        while index < lines.count {
            let line = trimmed(lines[index])
            index += 1
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.last == escape {
                current += line.dropLast()
                continue
            }
            let instruction = trimmed(current + line)
            current = ""
            instructions.append(instruction)
            index = afterDocuments(of: instruction, in: lines, from: index)
        }
        if !trimmed(current).isEmpty { instructions.append(trimmed(current)) }
        return instructions
    }

    /// A backslash unless the first lines say otherwise.
    private static func escapeCharacter(_ lines: [String]) -> Character {
        for line in lines {
            let line = trimmed(line)
            guard line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { return "\\" }
            let name = trimmed(String(line[line.index(after: line.startIndex)..<equals])).lowercased()
            guard !name.contains(" ") else { return "\\" }
            if name == "escape" { return trimmed(String(line[line.index(after: equals)...])).first ?? "\\" }
        }
        return "\\"
    }

    /// The line after the here-documents that an instruction begins. One without an end begins none: what follows is
    /// rather read as instructions than not at all.
    private static func afterDocuments(of instruction: String, in lines: [String], from start: Int) -> Int {
        guard ["RUN", "COPY", "ADD"].contains(words(instruction).first?.uppercased()) else { return start }
        var index = start
        for word in instruction.split(whereSeparator: \.isWhitespace) {
            let marker = word.drop { $0.isNumber }
            guard marker.hasPrefix("<<"), !marker.hasPrefix("<<<") else { continue }
            var name = marker.dropFirst(2)
            let stripsTabs = name.first == "-"
            if stripsTabs { name = name.dropFirst() }
            name = name.filter { $0 != "\"" && $0 != "'" }[...]
            guard !name.isEmpty else { continue }
            let end = lines[min(index, lines.count)...].firstIndex { line in
                (stripsTabs ? String(line.drop { $0 == "\t" }) : line) == name
            }
            if let end { index = end + 1 }
        }
        return index
    }

    /// Split at white space outside of quotes.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
                word.append(character)
            } else if character.isWhitespace {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                if character == "\"" || character == "'" { quote = character }
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
