// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The lines of a `.dockerignore`: which paths of a context are left out.
///
/// Source: moby/patternmatcher, `MatchesUsingParentResults` and `ignorefile`. Later lines win; a folder that a line
/// matches takes everything below it along, until a later `!` line matches that.
package struct DockerIgnore: Sendable {
    private let patterns: [DockerIgnorePattern]

    /// Nothing is left out.
    package init() { patterns = [] }

    /// Throws `build_context_invalid` for a line that is no pattern.
    package init(_ text: String) throws {
        var patterns: [DockerIgnorePattern] = []
        var text = Substring(text)
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        for bytes in text.utf8.split(separator: 0x0A) {
            let line = Substring(bytes)
            guard line.first != "#" else { continue }
            var pattern = String(line).trimmingSpace
            guard !pattern.isEmpty else { continue }
            let isException = pattern.first == "!"
            if isException { pattern = String(pattern.dropFirst()).trimmingSpace }
            if !pattern.isEmpty {
                pattern = Self.clean(pattern)
                if pattern.count > 1, pattern.first == "/" { pattern.removeFirst() }
            }
            guard !pattern.isEmpty else { throw Self.invalid(line) }
            guard let parsed = DockerIgnorePattern(pattern, isException: isException) else { throw Self.invalid(line) }
            patterns.append(parsed)
        }
        self.patterns = patterns
    }

    private init(_ patterns: [DockerIgnorePattern]) { self.patterns = patterns }

    /// The same rules with one path let in again after them.
    func admitting(_ path: String) -> DockerIgnore {
        DockerIgnore(patterns + [DockerIgnorePattern(literal: path, isException: true)])
    }

    /// The same rules with one path left out after them.
    func leavingOut(_ path: String) -> DockerIgnore {
        DockerIgnore(patterns + [DockerIgnorePattern(literal: path, isException: false)])
    }

    /// Which patterns a folder matched: what lies below it starts from there.
    package struct FolderMatch: Sendable {
        fileprivate var matched: [Bool]
    }

    /// Whether a path is left out, given how its folder matched; nil for a path in the root.
    package func leavesOut(_ path: String, in folder: FolderMatch?) -> (Bool, FolderMatch) {
        var isLeftOut = false
        var match = FolderMatch(matched: Array(repeating: false, count: patterns.count))
        let scalars = Array(path.unicodeScalars)
        for (index, pattern) in patterns.enumerated() {
            var isMatch = folder?.matched[index] ?? false
            if !isMatch {
                // An exception of what is in, or a rule for what is out already, changes nothing.
                guard pattern.isException == isLeftOut else { continue }
                isMatch = pattern.matches(scalars)
            }
            match.matched[index] = isMatch
            if isMatch { isLeftOut = !pattern.isException }
        }
        return (isLeftOut, match)
    }

    /// Whether a path is left out, with each of its folders asked first.
    package func leavesOut(_ path: String) -> Bool {
        var match: FolderMatch?
        var isLeftOut = false
        var walked = ""
        for part in path.split(separator: "/") {
            walked += walked.isEmpty ? String(part) : "/" + part
            let (answer, found) = leavesOut(walked, in: match)
            (isLeftOut, match) = (answer, found)
        }
        return isLeftOut
    }

    /// Whether something below a folder that is left out may be let in again, as the docker command line decides it:
    /// by the text of the exceptions, so that `!**/x` brings nothing back.
    func mayAdmitBelow(_ folder: String) -> Bool {
        patterns.contains { $0.isException && ($0.text + "/").hasPrefix(folder + "/") }
    }

    private static func invalid(_ line: Substring) -> Failure {
        Failure(
            .buildContextInvalid, "the ignore file has a line that is no pattern: \(line)",
            hint: "close its brackets and complete its escapes")
    }

    /// The shortest spelling of a path (Go's `path.Clean`): no `.`, no inner `..`, single slashes, none at the end.
    static func clean(_ path: String) -> String {
        let isRooted = path.first == "/"
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isRooted {
                parts.append(part)
            }
        }
        let joined = (isRooted ? "/" : "") + parts.joined(separator: "/")
        return joined.isEmpty ? "." : joined
    }
}
