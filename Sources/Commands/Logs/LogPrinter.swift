// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Primitives
import Wire

/// Prints foreign log text: as it is into files and pipes, on a terminal with nothing left of control sequences but
/// colours, one object per line as JSON.
actor LogPrinter {
    private let console: Console
    private let asJSON: Bool
    private let withTimes: Bool
    private let pattern: LogPattern?
    /// How many of the lines that are there before new ones come; nil for all.
    private let tail: Int?
    private var held: [Line] = []
    private var isCurrent = false
    private var open: [UInt8] = []

    private struct Line: Encodable {
        let type = "log"
        let text: String
        var at: Timestamp?
        var stream: String?
        var release: Int?
        var process: String?

        init(text: String) { self.text = text }

        init(_ line: LogStream.Line) {
            (text, at, stream, release, process) = (line.text, line.at, line.stream, line.release, line.process)
        }
    }

    private struct Gap: Encodable {
        let type = "skipped"
        let bytes: Int64
    }

    /// Throws `usage` for a pattern that is none.
    init(console: Console, asJSON: Bool, withTimes: Bool = false, pattern: String? = nil, tail: Int? = nil) throws {
        self.console = console
        self.asJSON = asJSON
        self.withTimes = withTimes
        self.pattern = try pattern.map { try LogPattern($0) }
        self.tail = tail
    }

    func take(_ update: LogUpdate) throws {
        switch update {
        case .line(let line): try take(Line(line))
        case .current:
            isCurrent = true
            for line in held.suffix(tail ?? 0) { try show(line) }
            held = []
        case .skipped(let bytes):
            if asJSON {
                try console.json(Gap(bytes: bytes))
            } else {
                console.errorLine("\(HumanText.bytes(bytes)) of output that stood here are no longer kept")
            }
        case .reconnecting: break
        }
    }

    /// The text of a run's log, in pieces.
    func take(_ bytes: [UInt8]) throws {
        open += bytes
        guard let end = open.lastIndex(of: UInt8(ascii: "\n")) else { return }
        let complete = open[..<end]
        open = Array(open[(end + 1)...])
        for line in complete.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            try take(Line(text: String(decoding: line, as: UTF8.self)))
        }
    }

    /// The end of a run's log.
    func finish() throws {
        if !open.isEmpty { try take(Line(text: String(decoding: open, as: UTF8.self))) }
        open = []
        try take(.current)
    }

    private func take(_ line: Line) throws {
        if let pattern, !pattern.matches(line.text) { return }
        guard let tail, !isCurrent else { return try show(line) }
        held.append(line)
        if held.count > 2 * tail { held.removeFirst(held.count - tail) }
    }

    private func show(_ line: Line) throws {
        if asJSON { return try console.json(line) }
        let time = withTimes ? (line.at.map(\.description) ?? "-") + " " : ""
        let mark = line.stream == "system" ? "[dextra] " : ""
        let process = line.process.map { visible($0) + " | " } ?? ""
        console.line(time + process + mark + visible(line.text))
    }

    private func visible(_ text: String) -> String {
        console.isTerminal ? TerminalText.harmless(text, keepingColours: console.style.hasColour) : text
    }
}
