// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The quoted value of `key: "value"` in a configuration written in JavaScript; nil when it is computed.
    func quotedValue(of key: String) -> String? {
        guard let rest = after(key), let line = rest.split(separator: "\n").first else { return nil }
        // `outDir: "x"`, and `"outDir": "x"` with the key's own closing quote.
        var value = line.first == "\"" || line.first == "'" ? line.dropFirst() : line
        value = value.drop { $0 == " " || $0 == ":" || $0 == "=" }
        guard let first = value.first, "\"'`".contains(first), let text = value.firstQuoted, !text.contains("${") else {
            return nil
        }
        let path = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
        return path.isEmpty || path.hasPrefix("/") || path.hasPrefix("..") ? nil : path
    }

    /// Whether a configuration written in JavaScript has `key: false`.
    func setsFalse(_ key: String) -> Bool {
        guard let rest = after(key) else { return false }
        return rest.prefix(12).filter { $0 != " " }.hasPrefix(":false")
    }
}
