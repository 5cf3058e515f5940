// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Text without what only terminals understand.
enum TerminalText {
    /// Without escape sequences (ECMA-48 §5.4) and other control characters than tab and line feed; what a carriage
    /// return overwrites is kept.
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F }) else { return text }
        var plain = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\u{1B}" where rest.first == "[":
                rest.removeFirst()
                while let next = rest.popFirst(), !("@"..."~").contains(next) {}
            case "\u{1B}": _ = rest.popFirst()
            case "\r": if rest.first != "\n" { plain.append("\n") }
            case "\n", "\t": plain.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
