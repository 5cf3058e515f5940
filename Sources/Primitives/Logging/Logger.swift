// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A labelled source of structured log records.
package struct Logger: Sendable {
    package let label: String
    private let sink: any LogSink
    private let minimum: LogLevel
    private let time: TimeSource
    private let context: [(key: String, value: String)]

    package init(
        label: String, sink: any LogSink, minimum: LogLevel = .info, time: TimeSource = .system,
        context: [(key: String, value: String)] = []
    ) {
        self.label = label
        self.sink = sink
        self.minimum = minimum
        self.time = time
        self.context = context
    }

    /// A logger that drops everything.
    package static let silent = Logger(label: "silent", sink: DiscardingSink(), minimum: .error)

    /// The same sink under another label.
    package func labelled(_ label: String) -> Logger {
        Logger(label: label, sink: sink, minimum: minimum, time: time, context: context)
    }

    /// The same logger with one more fact on every record.
    package func with(_ key: String, _ value: String) -> Logger {
        Logger(label: label, sink: sink, minimum: minimum, time: time, context: context + [(key, value)])
    }

    package func debug(_ message: @autoclosure () -> String, _ fields: (key: String, value: String)...) {
        write(.debug, message, fields)
    }

    package func info(_ message: @autoclosure () -> String, _ fields: (key: String, value: String)...) {
        write(.info, message, fields)
    }

    package func warning(_ message: @autoclosure () -> String, _ fields: (key: String, value: String)...) {
        write(.warning, message, fields)
    }

    package func error(_ message: @autoclosure () -> String, _ fields: (key: String, value: String)...) {
        write(.error, message, fields)
    }

    private func write(_ level: LogLevel, _ message: () -> String, _ fields: [(key: String, value: String)]) {
        guard level >= minimum else { return }
        sink.write(
            LogRecord(time: time.now(), level: level, label: label, message: message(), fields: context + fields))
    }
}

/// Where log records go.
package protocol LogSink: Sendable {
    func write(_ record: LogRecord)
}

private struct DiscardingSink: LogSink {
    func write(_ record: LogRecord) {}
}
