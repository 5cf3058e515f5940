// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a log record becomes a line of text.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object per line, for programs.
    case json
    /// One aligned line, for people.
    case human

    /// The record as one line without its line feed; control characters in foreign text are escaped.
    package func line(_ record: LogRecord) -> String {
        switch self {
        case .json: Self.json(record)
        case .human: Self.human(record)
        }
    }

    private static func json(_ record: LogRecord) -> String {
        var line = "{\"time\":\"\(record.time)\",\"level\":\"\(record.level.rawValue)\",\"label\":"
        append(record.label, to: &line)
        line += ",\"message\":"
        append(record.message, to: &line)
        for field in record.fields {
            line += ","
            append(field.key, to: &line)
            line += ":"
            append(field.value, to: &line)
        }
        return line + "}"
    }

    private static func human(_ record: LogRecord) -> String {
        let level = record.level.rawValue.uppercased()
        let padding = String(repeating: " ", count: 7 - level.count)
        let fields = record.fields.map { " \($0.key)=\(quoted($0.value))" }.joined()
        return "\(record.time) \(level)\(padding) \(record.label): \(singleLine(record.message))\(fields)"
    }

    private static func quoted(_ value: String) -> String {
        let plain = value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }
        if plain && !value.isEmpty { return value }
        var text = ""
        append(value, to: &text)
        return text
    }

    private static func singleLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        var escaped = ""
        append(text, to: &escaped)
        return String(escaped.dropFirst().dropLast())
    }

    /// Appends a JSON string literal (RFC 8259 §7).
    private static func append(_ text: String, to line: inout String) {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }) else {
            line += "\"\(text)\""
            return
        }
        line += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": line += "\\\""
            case "\\": line += "\\\\"
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: line.unicodeScalars.append(scalar)
            }
        }
        line += "\""
    }
}
