// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Makes foreign text harmless to a terminal, and measures text in columns.
package enum TerminalText {
    /// The text as one line that can do nothing but appear: escape sequences, control characters and characters that
    /// reorder or hide their neighbours are removed, tabs become spaces, and of a line that a program rewrote with
    /// carriage returns the last version stays.
    ///
    /// - keepingColours: sequences that select colours and weights (SGR) stay, and are switched off at the end.
    package static func harmless(_ text: some StringProtocol, keepingColours: Bool = false) -> String {
        let text = Substring(text)
        var isColoured = false
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars
        while let scalar = scalars.popFirst() {
            switch scalar.value {
            case 0x1B:
                if keepingColours, let sequence = colour(scalars) {
                    result.append(contentsOf: ("\u{1B}" + sequence).unicodeScalars)
                    scalars.removeFirst(sequence.unicodeScalars.count)
                    isColoured = true
                } else {
                    skipEscape(&scalars)
                }
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F: skipString(&scalars)
            case 0x9B: skipControlSequence(&scalars)
            case 0x09: result.append(contentsOf: "    ".unicodeScalars)
            case 0x0D: if scalars.contains(where: { $0.value >= 0x20 }) { result.removeAll() }
            case 0x00..<0x20, 0x7F..<0xA0: continue
            // Directional overrides and isolates, line and paragraph separators, byte order mark, tags.
            case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: continue
            default: result.append(scalar)
            }
        }
        return String(result) + (isColoured ? "\u{1B}[0m" : "")
    }

    /// The rest of `ESC [ … m` with nothing but digits, `;` and `:` in it; nil for every other sequence.
    private static func colour(_ scalars: Substring.UnicodeScalarView) -> String? {
        guard scalars.first == "[" else { return nil }
        var sequence = "["
        for scalar in scalars.dropFirst().prefix(64) {
            sequence.unicodeScalars.append(scalar)
            if scalar == "m" { return sequence }
            guard (0x30...0x3B).contains(scalar.value) else { return nil }
        }
        return nil
    }

    /// Columns that a terminal gives to the text; escape sequences count nothing.
    package static func columns(of text: some StringProtocol) -> Int {
        var columns = 0
        var rest = Substring(text)
        while let character = rest.first {
            if character == "\u{1B}" {
                var scalars = rest.unicodeScalars.dropFirst()
                skipEscape(&scalars)
                rest = rest[scalars.startIndex...]
            } else {
                columns += width(of: character)
                rest.removeFirst()
            }
        }
        return columns
    }

    /// As much of the text as fits in so many columns, with `…` in place of what was cut. Keeps escape sequences.
    package static func fitting(_ text: String, columns limit: Int) -> String {
        guard limit > 0, columns(of: text) > limit else { return limit > 0 ? text : "" }
        var result = ""
        var used = 0
        var rest = text[...]
        while let character = rest.first {
            if character == "\u{1B}" {
                var scalars = rest.unicodeScalars.dropFirst()
                skipEscape(&scalars)
                result += rest[..<scalars.startIndex]
                rest = rest[scalars.startIndex...]
                continue
            }
            rest.removeFirst()
            let width = width(of: character)
            if used + width < limit {
                result.append(character)
                used += width
            } else if used < limit {
                // What follows may only switch colours off.
                result += "…"
                used = limit
            }
        }
        return result
    }

    private static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x20..<0x7F: return 1
        case 0..<0xA0: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }

    // ECMA-48 §5.3, §5.4 and §5.6: what an escape character begins.

    private static func skipEscape(_ scalars: inout Substring.UnicodeScalarView) {
        guard let kind = scalars.popFirst() else { return }
        switch kind {
        case "[": skipControlSequence(&scalars)
        case "]", "P", "X", "^", "_": skipString(&scalars)
        default:
            var byte = kind.value
            while (0x20..<0x30).contains(byte), let next = scalars.popFirst() { byte = next.value }
        }
    }

    private static func skipControlSequence(_ scalars: inout Substring.UnicodeScalarView) {
        while let scalar = scalars.first, (0x20..<0x40).contains(scalar.value) { scalars.removeFirst() }
        if let final = scalars.first, (0x40..<0x7F).contains(final.value) { scalars.removeFirst() }
    }

    /// Ends at BEL, ST, or the end of the text; an unterminated string takes its whole line with it.
    private static func skipString(_ scalars: inout Substring.UnicodeScalarView) {
        while let scalar = scalars.popFirst() {
            if scalar.value == 0x07 || scalar.value == 0x9C { return }
            if scalar.value == 0x1B {
                if scalars.first == "\\" { scalars.removeFirst() }
                return
            }
        }
    }
}
