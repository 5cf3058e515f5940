// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Statements as the port writes them, `?` for parameters, in PostgreSQL's spelling: `$1`, `$2`, …
enum StatementText {
    /// Question marks in quoted text, quoted names and comments stay.
    static func numbered(_ sql: String) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(sql.utf8.count + 16)
        var quote: UInt8?
        var isComment = false
        var number = 0
        var previous: UInt8 = 0
        for byte in sql.utf8 {
            defer { previous = byte }
            if isComment {
                if byte == UInt8(ascii: "\n") { isComment = false }
            } else if let open = quote {
                // A doubled quote closes and opens again, which comes to the same.
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "-"), previous == UInt8(ascii: "-") {
                isComment = true
            } else if byte == UInt8(ascii: "?") {
                number += 1
                text.append(contentsOf: "$\(number)".utf8)
                continue
            }
            text.append(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
