// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes

/// The classic builder's messages to build events: a pure machine, one message in, events out.
struct ClassicBuildReader {
    /// How many of the last lines a failure carries.
    static let keptLines = 40

    /// `sha256:…`
    private(set) var imageID: String?
    /// The first digits of the ID, where the engine says no more.
    private(set) var shortID: String?
    private(set) var tail: [String] = []
    private(set) var step: BuildStep?
    private var isCached = false
    private var hasJustBegun = false
    private var partial: [Bool: String] = [:]

    mutating func consume(_ message: EngineMessage) -> [BuildEvent] {
        if let id = message.aux?["ID"]?.string { imageID = id }
        if let transfer = message.transfer { return [.transfer(transfer)] }
        guard let text = message.stream else { return [] }
        if let event = bookkeeping(text) { return event }
        return output(text)
    }

    /// The last instruction is done, and what was not yet a line is one.
    mutating func finish() -> [BuildEvent] { flush() + close() }

    /// The failure that ends a build.
    func failure(_ message: EngineMessage) -> Failure {
        let words = message.problem?.trimmingSpace ?? "the builder gave up"
        let code = message.errorDetail?.code ?? Self.podmanCode(words)
        // What a command of the image said is its own affair, whatever the words remind of.
        let isCommand = code != 0 || words.hasPrefix("The command '")
        if !isCommand {
            let fault = EngineFault.failure(status: 500, words: words, subject: .build)
            if fault.code != .engineFailed {
                return step.map { fault.adding("instruction", $0.instruction) } ?? fault
            }
        }
        return BuildFailure.of(
            words, step: step, exitCode: isCommand && code != 0 ? code : nil, lines: tail + pendingLines)
    }

    /// `building at STEP "RUN make": while running runtime: exit status 2`; 0 for anything else.
    private static func podmanCode(_ words: String) -> Int {
        guard words.contains("while running runtime"), let status = words.firstRange(of: "exit status ") else {
            return 0
        }
        return Int(words[status.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    private var pendingLines: [String] { partial.values.filter { !$0.isEmpty } }

    // MARK: The engine's own lines

    /// The builder's own words come as messages of their own; nil for what a command wrote.
    private mutating func bookkeeping(_ text: String) -> [BuildEvent]? {
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        if let begun = Self.step(line) {
            let events = flush() + close()
            (step, hasJustBegun) = (begun, true)
            return events + [.started(begun)]
        }
        defer { hasJustBegun = false }
        switch line {
        // The line feed of the step's own line comes apart.
        case "" where hasJustBegun: return []
        case " ---> Using cache":
            isCached = true
            return []
        case _ where line.hasPrefix(" ---> Running in "): return []
        case _ where line.hasPrefix(" ---> ") && line.utf8.count <= 18: return flush()
        case _ where line.hasPrefix("Removing intermediate container "): return flush()
        case _ where line.hasPrefix("--> "):
            isCached = isCached || line.hasPrefix("--> Using cache")
            return flush()
        case _ where line.hasPrefix("Successfully built "):
            shortID = String(line.dropFirst(19))
            return flush()
        case _ where line.hasPrefix("Successfully tagged "), _ where line.hasPrefix("COMMIT"): return flush()
        default: return nil
        }
    }

    /// `Step 2/7 : RUN make`; Podman says `STEP 2/7: RUN make`.
    private static func step(_ line: String) -> BuildStep? {
        guard line.hasPrefix("Step ") || line.hasPrefix("STEP "), let colon = line.firstRange(of: ": ") else {
            return nil
        }
        let numbers = line[line.index(line.startIndex, offsetBy: 5)..<colon.lowerBound].split(separator: "/")
        guard numbers.count == 2, let number = Int(numbers[0]), let count = Int(numbers[1].prefix { $0 != " " })
        else { return nil }
        return BuildStep(number: number, count: count, instruction: String(line[colon.upperBound...]))
    }

    private mutating func close() -> [BuildEvent] {
        defer { (step, isCached) = (nil, false) }
        return step.map { [.finished($0, isCached: isCached)] } ?? []
    }

    // MARK: What commands write

    private mutating func output(_ text: String) -> [BuildEvent] {
        // Standard error is marked with red, and that is the only sign of it.
        let isError = text.contains("\u{1B}[91m")
        var lines = ((partial[isError] ?? "") + TerminalText.plain(text))
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        partial[isError] = lines.popLast()
        return lines.map { event($0, isError) }
    }

    private mutating func flush() -> [BuildEvent] {
        defer { partial = [:] }
        return [false, true].compactMap { isError in
            guard let line = partial[isError], !line.isEmpty else { return nil }
            return event(line, isError)
        }
    }

    private mutating func event(_ line: String, _ isError: Bool) -> BuildEvent {
        let line = line.hasSuffix("\r") ? String(line.dropLast()) : line
        tail.append(line)
        if tail.count > Self.keptLines { tail.removeFirst() }
        return .output(line: line, stream: isError ? .stderr : .stdout, step: step)
    }
}
