// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes

/// BuildKit's plain progress to build events: a pure machine, one line in, events out.
///
/// The same since BuildKit 0.8: `#7 [build 2/5] RUN make` names a vertex, `#7 0.52 text` is what its command wrote,
/// `#7 DONE 1.2s`, `#7 CACHED`, `#7 ERROR: …` end it; after the last vertex the failure is told once more.
struct PlainBuildReader {
    private struct Vertex {
        var name: String
        var step: BuildStep?
        var lines: [String] = []
        var isEnded = false
    }

    private var vertices: [Int: Vertex] = [:]
    private var failed: (vertex: Vertex, words: String)?
    /// What was said of no vertex: the reason when none failed.
    private var loose: [String] = []

    mutating func consume(_ line: String) -> [BuildEvent] {
        let line = TerminalText.plain(line)
        guard line.first == "#", let space = line.firstIndex(of: " "),
            let number = Int(line[line.index(after: line.startIndex)..<space])
        else {
            if !line.isEmpty { loose = (loose + [line]).suffix(ClassicBuildReader.keptLines) }
            return []
        }
        let rest = String(line[line.index(after: space)...])
        guard var vertex = vertices[number] else {
            let step = Self.step(rest)
            vertices[number] = Vertex(name: rest, step: step)
            return step.map { [.started($0)] } ?? []
        }
        defer { vertices[number] = vertex }
        return events(rest, &vertex)
    }

    private mutating func events(_ rest: String, _ vertex: inout Vertex) -> [BuildEvent] {
        if rest == vertex.name || rest == "..." { return [] }
        if rest == "CACHED" || rest.hasPrefix("DONE ") {
            guard !vertex.isEnded else { return [] }
            vertex.isEnded = true
            return vertex.step.map { [.finished($0, isCached: rest == "CACHED")] } ?? []
        }
        if rest.hasPrefix("ERROR: ") || rest == "CANCELED" {
            vertex.isEnded = true
            if failed == nil, rest != "CANCELED" { failed = (vertex, String(rest.dropFirst(7))) }
            return []
        }
        if let text = Self.output(rest) {
            vertex.lines = (vertex.lines + [text]).suffix(ClassicBuildReader.keptLines)
            return [.output(line: text, stream: .stdout, step: vertex.step)]
        }
        return Self.transfer(rest).map { [.transfer($0)] } ?? []
    }

    /// The failure of a build that ended badly.
    func failure() -> Failure {
        let words = failed?.words ?? loose.last { $0.hasPrefix("ERROR") } ?? loose.last ?? "the builder gave up"
        let exitCode = words.firstRange(of: "exit code: ").flatMap {
            Int(words[$0.upperBound...].prefix { $0.isNumber })
        }
        if exitCode == nil {
            let fault = EngineFault.failure(status: 500, words: words, subject: .build)
            if fault.code != .engineFailed {
                return failed?.vertex.step.map { fault.adding("instruction", $0.instruction) } ?? fault
            }
        }
        return BuildFailure.of(
            words, step: failed?.vertex.step, exitCode: exitCode, lines: failed?.vertex.lines ?? loose)
    }

    // MARK: Lines

    /// `[stage 2/5] RUN make`, `[2/5] RUN make`, with the platform before the stage when there are several.
    private static func step(_ name: String) -> BuildStep? {
        guard name.first == "[", let end = name.firstRange(of: "] ") else { return nil }
        let words = name[name.index(after: name.startIndex)..<end.lowerBound].split(separator: " ")
        let numbers = words.last?.split(separator: "/") ?? []
        guard numbers.count == 2, let number = Int(numbers[0]), let count = Int(numbers[1]) else { return nil }
        return BuildStep(
            number: number, count: count, stage: words.dropLast().last.map(String.init),
            instruction: String(name[end.upperBound...]))
    }

    /// `0.524 text`: seconds since the vertex began, then what was written.
    private static func output(_ rest: String) -> String? {
        let time = rest.prefix { $0 != " " }
        guard time.contains("."), time.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else { return nil }
        return String(rest.dropFirst(time.count + 1))
    }

    /// `sha256:… 3.15MB / 31.4MB 0.2s`, `extracting sha256:…`, `transferring context: 1.98MB 0.0s done`
    private static func transfer(_ rest: String) -> LayerTransfer? {
        let words = rest.split(separator: " ").map(String.init)
        let isDone = words.last == "done"
        if words.count >= 3, words[0] == "transferring", words[1] == "context:" {
            return LayerTransfer(
                layer: "context", phase: isDone ? .done : .pushing, current: bytes(words[2]), total: nil)
        }
        if words.count >= 2, words[0] == "extracting", words[1].hasPrefix("sha256:") {
            return LayerTransfer(layer: short(words[1]), phase: isDone ? .done : .extracting)
        }
        if words.count >= 4, words[0].hasPrefix("sha256:"), words[2] == "/" {
            return LayerTransfer(
                layer: short(words[0]), phase: .downloading, current: bytes(words[1]), total: bytes(words[3]))
        }
        return nil
    }

    private static func short(_ digest: String) -> String { String(digest.dropFirst(7).prefix(12)) }

    /// `31.4MB` in decimal units, as BuildKit prints them.
    private static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let units = ["B": 1.0, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12]
        guard let number = Double(digits), let unit = units[String(text.dropFirst(digits.count))] else { return nil }
        return Int(number * unit)
    }
}
