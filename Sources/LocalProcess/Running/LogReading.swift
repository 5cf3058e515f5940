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
    private static let systemPrefix = "[dextra] "

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

extension ServiceHandle {
    /// The log's lines as they come; see ``logs(tail:follow:)``.
    func readLines(tail: Int?, follow: Bool, into receiver: LogReceiver) async throws {
        var splitter = LogLineSplitter()
        for await piece in try logs(tail: tail, follow: follow) {
            for line in splitter.consume(piece) { try await receiver(line) }
        }
        if let line = splitter.finish() { try await receiver(line) }
    }

    /// The program's own last lines, at most as many as a failure carries.
    func lastWords() async -> [String] {
        var splitter = LogLineSplitter()
        var lines: [LogLine] = []
        // Twice as many: some may be the shim's.
        guard let log = try? logs(tail: 2 * FailureEvidence.maximumLines) else { return [] }
        for await piece in log { lines += splitter.consume(piece) }
        if let line = splitter.finish() { lines.append(line) }
        return lines.filter { $0.stream != .system }.suffix(FailureEvidence.maximumLines).map(\.text)
    }
}
