// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Git's own glob matching (wildmatch.c, itself from rsync): `*`, `?`, `[…]`, `**` and backslash, byte by byte.
struct Wildmatch {
    private enum Outcome {
        case match
        case noMatch
        /// The text is used up: no later start of an earlier `*` can help.
        case abort
        /// Only a `**` may try again: a single star does not cross the slash.
        case abortToDoubleStar
    }

    private let pattern: [UInt8]
    private let text: [UInt8]
    /// Whether `*`, `?` and `[…]` stop at slashes.
    private let isPath: Bool

    static func matches(pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>, isPath: Bool) -> Bool {
        Wildmatch(pattern: Array(pattern), text: Array(text), isPath: isPath).run(0, 0, start: 0) == .match
    }

    private init(pattern: [UInt8], text: [UInt8], isPath: Bool) {
        self.pattern = pattern
        self.text = text
        self.isPath = isPath
    }

    /// The byte of the pattern, 0 past its end.
    private func byte(_ index: Int) -> UInt8 { index < pattern.count ? pattern[index] : 0 }

    private func hasSlash(from position: Int) -> Int? { text[position...].firstIndex(of: slash) }

    private func run(_ patternIndex: Int, _ textIndex: Int, start: Int) -> Outcome {
        var p = patternIndex
        var t = textIndex
        while p < pattern.count {
            if t == text.count, pattern[p] != star { return .abort }
            switch pattern[p] {
            case question:
                if isPath, text[t] == slash { return .noMatch }
            case star:
                var crossesSlash = !isPath
                let first = p
                p += 1
                if byte(p) == star {
                    while byte(p) == star { p += 1 }
                    let opens = first == start || pattern[first - 1] == slash
                    let closes =
                        p >= pattern.count || pattern[p] == slash || (pattern[p] == backslash && byte(p + 1) == slash)
                    if isPath, opens, closes {
                        // `a/**/b` also means `a/b`.
                        if byte(p) == slash, run(p + 1, t, start: p + 1) == .match { return .match }
                        crossesSlash = true
                    }
                }
                if p >= pattern.count {
                    return crossesSlash || hasSlash(from: t) == nil ? .match : .noMatch
                }
                guard !crossesSlash, pattern[p] == slash else { return tryStar(p, t, crossesSlash: crossesSlash) }
                guard let next = hasSlash(from: t) else { return .noMatch }
                t = next
            case openBracket:
                guard let set = BracketSet(pattern, at: p, byte: text[t]) else { return .abort }
                if !set.matched || (isPath && text[t] == slash) { return .noMatch }
                p = set.end
            case backslash:
                p += 1
                if text[t] != byte(p) || p >= pattern.count { return .noMatch }
            case let literal:
                if text[t] != literal { return .noMatch }
            }
            p += 1
            t += 1
        }
        return t < text.count ? .noMatch : .match
    }

    /// Lets a star take ever more of the text until the rest of the pattern matches.
    private func tryStar(_ p: Int, _ textIndex: Int, crossesSlash: Bool) -> Outcome {
        var t = textIndex
        while t < text.count {
            let outcome = run(p, t, start: p)
            switch outcome {
            case .noMatch: if !crossesSlash, text[t] == slash { return .abortToDoubleStar }
            case .abortToDoubleStar: if !crossesSlash { return outcome }
            case .match, .abort: return outcome
            }
            t += 1
        }
        return .abort
    }
}

/// One `[…]` of a pattern against one byte; nil when the set never closes or names an unknown class.
private struct BracketSet {
    let matched: Bool
    /// Where the closing bracket is.
    let end: Int

    init?(_ pattern: [UInt8], at open: Int, byte: UInt8) {
        var p = open + 1
        func at(_ index: Int) -> UInt8 { index < pattern.count ? pattern[index] : 0 }
        let negated = at(p) == exclamation || at(p) == caret
        if negated { p += 1 }
        var previous: UInt8 = 0
        var found = false
        repeat {
            var current = at(p)
            guard p < pattern.count else { return nil }
            if current == backslash {
                p += 1
                guard p < pattern.count else { return nil }
                current = pattern[p]
                if byte == current { found = true }
            } else if current == hyphen, previous != 0, p + 1 < pattern.count, pattern[p + 1] != closeBracket {
                p += 1
                if pattern[p] == backslash { p += 1 }
                guard p < pattern.count else { return nil }
                if byte >= previous, byte <= pattern[p] { found = true }
                current = 0
            } else if current == openBracket, at(p + 1) == colon {
                guard let close = pattern[(p + 2)...].firstIndex(of: closeBracket) else { return nil }
                if close > p + 2, pattern[close - 1] == colon {
                    guard let isMember = Self.classes[String(decoding: pattern[(p + 2)..<(close - 1)], as: UTF8.self)]
                    else { return nil }
                    if isMember(byte) { found = true }
                    p = close
                    current = 0
                } else if byte == openBracket {
                    found = true
                }
            } else if byte == current {
                found = true
            }
            previous = current
            p += 1
            // The first byte of a set is a member even when it is the closing bracket.
        } while at(p) != closeBracket
        matched = found != negated
        end = p
    }

    private static let classes: [String: @Sendable (UInt8) -> Bool] = [
        "alnum": { isDigit($0) || isLetter($0) }, "alpha": isLetter, "blank": { $0 == 0x20 || $0 == 0x09 },
        "cntrl": { $0 < 0x20 || $0 == 0x7F }, "digit": isDigit, "graph": { $0 > 0x20 && $0 < 0x7F },
        "lower": { $0 >= 0x61 && $0 <= 0x7A }, "print": { $0 >= 0x20 && $0 < 0x7F },
        "punct": { $0 > 0x20 && $0 < 0x7F && !isDigit($0) && !isLetter($0) },
        "space": { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }, "upper": { $0 >= 0x41 && $0 <= 0x5A },
        "xdigit": { isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) },
    ]

    @Sendable private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    @Sendable private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
}

private let star = UInt8(ascii: "*")
private let question = UInt8(ascii: "?")
private let slash = UInt8(ascii: "/")
private let backslash = UInt8(ascii: "\\")
private let openBracket = UInt8(ascii: "[")
private let closeBracket = UInt8(ascii: "]")
private let exclamation = UInt8(ascii: "!")
private let caret = UInt8(ascii: "^")
private let hyphen = UInt8(ascii: "-")
private let colon = UInt8(ascii: ":")
