// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Primitives
import Processes

/// Pieces of a service's log to lines, whatever the pieces' borders.
package struct LogLineSplitter {
    /// A line longer than this is cut into several.
    package static let longest = 16 << 10
    /// How the shim marks its own lines.
    static let systemPrefix = "[dextra] "

    private var rest: [UInt8] = []

    package init() {}

    package mutating func consume(_ piece: [UInt8]) -> [LogLine] {
        var lines: [LogLine] = []
        for byte in piece {
            if byte == UInt8(ascii: "\n") || rest.count == Self.longest {
                lines.append(line())
                if byte == UInt8(ascii: "\n") { continue }
            }
            rest.append(byte)
        }
        return lines
    }

    /// What has no line end yet.
    package mutating func finish() -> LogLine? { rest.isEmpty ? nil : line() }

    private mutating func line() -> LogLine {
        defer { rest.removeAll(keepingCapacity: true) }
        if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        let text = String(decoding: rest, as: UTF8.self)
        return text.hasPrefix(Self.systemPrefix)
            ? LogLine(at: nil, stream: .system, text: String(text.dropFirst(Self.systemPrefix.count)))
            : LogLine(at: nil, stream: .stdout, text: text)
    }
}

extension LogLine {
    /// A line of a service's log; the shim's own lines are told from the program's.
    init(_ line: ServiceLogLine, process: String? = nil) {
        let text = line.text
        let isOwn = text.hasPrefix(LogLineSplitter.systemPrefix)
        self.init(
            at: line.at, stream: isOwn ? .system : .stdout,
            text: isOwn ? String(text.dropFirst(LogLineSplitter.systemPrefix.count)) : text, position: line.end,
            process: process)
    }
}

extension ServiceHandle {
    /// What the query asks for, as it comes, in the name of the process.
    func read(_ query: LogQuery, process: String?, into receiver: LogEntryReceiver) async throws {
        let isBounded = query.since != nil || query.until != nil
        let start = query.start.map(ServiceLog.Start.position) ?? .tail(isBounded ? nil : query.tail)
        // Of lines within bounds of time the last ones are known only once all are read.
        let held = isBounded && query.start == nil ? query.tail : nil
        var last: [LogLine] = []
        var isCurrent = false
        var at: Timestamp?
        for try await entry in try logs(from: start, follow: query.follow) {
            switch entry {
            case .line(let line):
                at = line.at ?? at
                if let since = query.since, let at, at < since { continue }
                // Lines come in the order of their times, as far as the machine's clock goes forward.
                if let until = query.until, let at, at >= until {
                    if isCurrent { return }
                    continue
                }
                guard let held, !isCurrent else {
                    try await receiver(.line(LogLine(line, process: process)))
                    continue
                }
                last.append(LogLine(line, process: process))
                if last.count > 2 * held { last.removeFirst(last.count - held) }
            case .skipped(let bytes): try await receiver(.skipped(bytes: bytes))
            case .current:
                isCurrent = true
                for line in last.suffix(held ?? 0) { try await receiver(.line(line)) }
                last = []
                try await receiver(.current)
            }
        }
        try Task.checkCancellation()
    }

    /// The program's own last lines, at most as many as a failure carries.
    func lastWords() async -> [String] {
        var lines: [LogLine] = []
        do {
            // Twice as many: some may be the shim's.
            for try await case .line(let line) in try logs(from: .tail(2 * FailureEvidence.maximumLines)) {
                lines.append(LogLine(line))
            }
        } catch {
            return []
        }
        return lines.filter { $0.stream != .system }.suffix(FailureEvidence.maximumLines).map(\.text)
    }
}
