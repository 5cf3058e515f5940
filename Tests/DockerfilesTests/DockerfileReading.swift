// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A Dockerfile as its reference describes the grammar, read back independently of what wrote it.
struct DockerfileReading {
    struct Instruction: Hashable {
        var word: String
        var rest: String

        /// The exec form's words; nil for the shell form.
        var words: [String]? {
            guard let start = rest.firstIndex(of: "[") else { return nil }
            return (try? JSONText.decode(JSONValue.self, from: String(rest[start...])))?.array?.compactMap(\.string)
        }
    }

    struct Stage {
        var image: String
        var name: String?
        var instructions: [Instruction] = []

        func all(_ word: String) -> [Instruction] { instructions.filter { $0.word == word } }
        func last(_ word: String) -> Instruction? { instructions.last { $0.word == word } }
        var runs: [String] { all("RUN").map(\.rest) }
    }

    private(set) var instructions: [Instruction] = []
    private(set) var stages: [Stage] = []
    private(set) var comments: [String] = []

    init(_ text: String) {
        var open = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let piece = line.drop { $0 == " " }
            if piece.hasPrefix("#") {
                comments.append(String(piece))
                continue
            }
            if piece.isEmpty { continue }
            // The escape ends a line also with blanks behind it.
            let trimmed = piece.reversed().drop { $0 == " " || $0 == "\t" }
            if trimmed.first == "\\" {
                open += String(trimmed.dropFirst().reversed()) + " "
                continue
            }
            add(open + piece)
            open = ""
        }
        if !open.isEmpty { add(open) }
    }

    private mutating func add(_ line: String) {
        let word = String(line.prefix { $0 != " " })
        let instruction = Instruction(word: word, rest: String(line.dropFirst(word.count + 1)))
        instructions.append(instruction)
        if word == "FROM" {
            let words = instruction.rest.split(separator: " ").map(String.init)
            stages.append(Stage(image: words.first ?? "", name: words.count == 3 ? words[2] : nil))
        } else if !stages.isEmpty {
            stages[stages.count - 1].instructions.append(instruction)
        }
    }

    var final: Stage? { stages.last }
    /// What is run: a line of shell, or the words of the exec form.
    var command: [String]? { final?.last("CMD")?.words }
}
