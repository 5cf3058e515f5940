// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How many independent choices a guesser has to get right: a common word, a row of keys, a sequence, a repetition, a
/// year or the person's name is one choice, however long, and any other character is one too.
///
/// After zxcvbn (Wheeler, USENIX Security 2016), without its tables: what has ten characters and is not in here is not
/// among those that are tried online. Debian's word lists (cracklib) were judged and left: nearly all of theirs are
/// shorter than what the length allows.
enum PasswordGuess {
    static func choices(in password: String, of name: String) -> Int {
        let text = Array(password.lowercased())
        let words = (GuessedWords.words + parts(of: name)).map(Array.init)
        return min(choices(in: text, words), choices(in: text.map { substitutes[$0] ?? $0 }, words))
    }

    /// What people write for letters.
    private static let substitutes: [Character: Character] = [
        "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t",
    ]

    private static func choices(in text: [Character], _ words: [[Character]]) -> Int {
        var (choices, position) = (0, 0)
        var seen: Set<[Character]> = []
        while position < text.count {
            let rest = text[position...]
            let word = words.filter { rest.starts(with: $0) }.map(\.count).max() ?? 0
            let length = max(word, run(rest), row(rest), year(rest), 1)
            // The same again is not a new choice.
            if seen.insert(Array(rest.prefix(length))).inserted { choices += 1 }
            position += length
        }
        return choices
    }

    private static func parts(of name: String) -> [String] {
        [name] + name.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init).filter { $0.count >= 3 }
    }

    /// How far the same character, or characters that follow one another up or down, go on; 0 below three.
    private static func run(_ text: ArraySlice<Character>) -> Int {
        let values = text.map { $0.unicodeScalars.first.map { Int($0.value) } ?? 0 }
        let longest = [-1, 0, 1].map { step in
            1 + zip(values, values.dropFirst()).prefix { $1 - $0 == step }.count
        }.max()
        return (longest ?? 0) >= 3 ? longest ?? 0 : 0
    }

    /// How far keys beside one another go on; 0 below four.
    private static func row(_ text: ArraySlice<Character>) -> Int {
        let longest = GuessedWords.rows.map { row in
            row.indices.map { start in zip(text, row[start...]).prefix { $0 == $1 }.count }.max() ?? 0
        }.max()
        return (longest ?? 0) >= 4 ? longest ?? 0 : 0
    }

    private static func year(_ text: ArraySlice<Character>) -> Int {
        let four = String(text.prefix(4))
        return four.count == 4 && Int(four).map { (1900...2099).contains($0) } == true ? 4 : 0
    }
}
