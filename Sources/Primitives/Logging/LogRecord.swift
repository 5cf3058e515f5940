// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How much a log record matters; the order is the order of severity.
package enum LogLevel: String, Sendable, Comparable, CaseIterable, Codable {
    case debug, info, warning, error

    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}

/// One structured log record.
package struct LogRecord: Sendable {
    package var time: Timestamp
    package var level: LogLevel
    /// The room that speaks, e.g. `workflows`.
    package var label: String
    package var message: String
    /// Facts in the order they should be shown.
    package var fields: [(key: String, value: String)]

    package init(
        time: Timestamp, level: LogLevel, label: String, message: String, fields: [(key: String, value: String)]
    ) {
        self.time = time
        self.level = level
        self.label = label
        self.message = message
        self.fields = fields
    }
}
