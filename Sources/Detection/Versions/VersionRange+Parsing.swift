// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension VersionRange {
    /// Longer texts are no version ranges.
    static let maximumBytes = 200

    /// The range a text stands for in its tool's grammar; nil when it is none.
    init?(_ text: String, _ grammar: VersionGrammar) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        switch grammar {
        case .minimum:
            guard let version = Version(text.trimmed()) else { return nil }
            alternatives = [[Bound(relation: .atLeast, version: version)]]
        case .dotnet:
            guard let range = Self.dotnet(text) else { return nil }
            alternatives = [range]
        default:
            let spelled = text.replacingWords([("or", "||"), ("and", ",")])
            var alternatives: [[Bound]] = []
            for alternative in spelled.split(separator: "|", omittingEmptySubsequences: true) {
                guard let bounds = Self.conjunction(alternative, grammar) else { return nil }
                alternatives.append(bounds)
            }
            // In npm's grammar nothing at all means anything.
            guard !alternatives.isEmpty || grammar == .node else { return nil }
            self.alternatives = alternatives.isEmpty ? [[]] : alternatives
        }
    }

    /// Bounds between spaces and commas, or one `a - b`.
    private static func conjunction(_ text: Substring, _ grammar: VersionGrammar) -> [Bound]? {
        let words = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
        if let dash = words.firstIndex(of: "-") {
            guard words.count == 3, dash == 1, let low = partial(words[0]), let high = partial(words[2]) else {
                return nil
            }
            return (low.isAny ? [] : [Bound(relation: .atLeast, version: low.version)])
                + bounds("<=", high, .node)
        }
        var bounds: [Bound] = []
        var open = ""
        for word in words {
            let sign = word.prefix { "<>=!~^".contains($0) }
            let rest = word.dropFirst(sign.count)
            // An operator may stand apart from its version.
            if rest.isEmpty {
                open = String(sign)
                continue
            }
            guard let version = partial(String(rest)), open.isEmpty || sign.isEmpty else { return nil }
            let operation = open + sign
            guard isOperator(operation) else { return nil }
            bounds += Self.bounds(operation, version, grammar)
            open = ""
        }
        return open.isEmpty ? bounds : nil
    }

    private static func isOperator(_ text: String) -> Bool {
        ["", "=", "==", "===", "!=", "<>", "<", "<=", ">", ">=", "^", "~", "~>", "~="].contains(text)
    }

    /// A version some of whose numbers may be `x`, `X` or `*`.
    private struct Partial {
        var version: Version
        var hasWildcard: Bool
        var isAny: Bool { hasWildcard && version.numbers.isEmpty }
    }

    private static func partial(_ text: String) -> Partial? {
        let body = text.first == "v" || text.first == "=" ? String(text.dropFirst()) : text
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        guard let wildcard = parts.firstIndex(where: { ["x", "X", "*"].contains($0) }) else {
            return Version(body).map { Partial(version: $0, hasWildcard: false) }
        }
        let numbers = parts[..<wildcard].compactMap { $0.utf8.count <= 9 ? Int($0) : nil }
        guard numbers.count == wildcard, wildcard < Version.maximumNumbers else { return nil }
        return Partial(version: Version(numbers), hasWildcard: true)
    }

    private static func bounds(_ operation: String, _ partial: Partial, _ grammar: VersionGrammar) -> [Bound] {
        let version = partial.version
        let count = version.numbers.count
        func bound(_ relation: Relation, _ version: Version) -> Bound { Bound(relation: relation, version: version) }
        if partial.isAny { return operation == "<" || operation == ">" ? [bound(.below, Version([0]))] : [] }
        let isLine = partial.hasWildcard || (count < 3 && grammar.completesPartialVersions)
        switch operation {
        case "^":
            let first = version.numbers.firstIndex { $0 != 0 }
            return [bound(.atLeast, version), bound(.below, version.bumped(at: (first ?? count - 1) + 1))]
        case "~", "~>", "~=":
            let frees = operation == "~=" || (grammar.tildeFreesLastNumber)
            let kept = frees ? max(count - 1, 1) : min(count, 2)
            return [bound(.atLeast, version), bound(.below, version.bumped(at: kept))]
        case ">": return [isLine ? bound(.atLeast, version.bumped(at: count)) : bound(.above, version)]
        case "<=": return [isLine ? bound(.below, version.bumped(at: count)) : bound(.atMost, version)]
        case ">=": return [bound(.atLeast, version)]
        case "<": return [bound(.below, version)]
        case "!=", "<>": return [bound(partial.hasWildcard ? .outside : .different, version)]
        case "==",
            "===" where grammar == .python && !partial.hasWildcard:
            return [bound(.equal, version)]
        default: return line(version)
        }
    }

    /// What an SDK may be rolled forward to: within its feature band (hundreds of the third number) unless told otherwise.
    private static func dotnet(_ text: String) -> [Bound]? {
        let words = text.split(separator: " ")
        guard let first = words.first, let version = Version(first) else { return nil }
        let least = Bound(relation: .atLeast, version: version)
        let numbers = version.numbers + [0, 0, 0]
        switch words.count > 1 ? words[1] : "latestPatch" {
        case "disable": return [Bound(relation: .equal, version: version)]
        case "patch", "latestPatch":
            guard version.numbers.count == 3 else { return line(version) }
            return [
                least,
                Bound(relation: .below, version: Version([numbers[0], numbers[1], (numbers[2] / 100 + 1) * 100])),
            ]
        case "feature", "latestFeature": return [least, Bound(relation: .below, version: version.bumped(at: 2))]
        case "minor", "latestMinor": return [least, Bound(relation: .below, version: version.bumped(at: 1))]
        case "major", "latestMajor": return [least]
        default: return nil
        }
    }
}

extension String {
    /// The text with whole words replaced.
    fileprivate func replacingWords(_ table: [(String, String)]) -> String {
        split(separator: " ", omittingEmptySubsequences: true)
            .map { word in table.first { $0.0 == word }?.1 ?? String(word) }.joined(separator: " ")
    }
}
