// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One line of a `.dockerignore`, compiled.
///
/// `*` and `?` stop at slashes, `**` does not, `[a-z]` and `[^a-z]` are classes, a backslash takes the next character as
/// it is. Matching takes time linear in the path for any pattern.
struct DockerIgnorePattern: Sendable {
    private enum Token: Hashable {
        case scalar(Unicode.Scalar)
        /// `?`
        case one
        /// `*`
        case many
        /// `**` in the middle: any folders, each with its slash, or none.
        case folders
        /// `**` at the end.
        case rest
        case set(isNegated: Bool, ranges: [ClosedRange<Unicode.Scalar>])
    }

    // The first form is told apart because moby does so, and not always with the result that the last would give:
    // `**x` matches `ax`, and `a**` matches `ab/c`.
    private enum Form {
        case exact([Unicode.Scalar])
        case prefix([Unicode.Scalar])
        case suffix([Unicode.Scalar])
        case tokens([Token])
    }

    let text: String
    let isException: Bool
    private let form: Form

    /// One path and nothing else.
    init(literal path: String, isException: Bool) {
        text = path
        self.isException = isException
        form = .exact(Array(path.unicodeScalars))
    }

    /// nil when brackets are open or an escape has nothing after it. The pattern is already cleaned.
    init?(_ pattern: String, isException: Bool) {
        text = pattern
        self.isException = isException
        let scalars = Array(pattern.unicodeScalars)
        var tokens: [Token] = []
        var form: (isExact: Bool, isPrefix: Bool, isSuffix: Bool) = (true, false, false)
        var index = 0
        while index < scalars.count {
            let isFirst = index == 0
            switch scalars[index] {
            case "*" where index + 1 < scalars.count && scalars[index + 1] == "*":
                index += 2
                if index < scalars.count, scalars[index] == "/" { index += 1 }
                if index == scalars.count {
                    tokens.append(.rest)
                    form = form.isExact ? (false, true, false) : (false, false, false)
                } else {
                    tokens.append(.folders)
                    form = (false, false, false)
                }
                if isFirst { form = (false, false, true) }
                continue
            case "*":
                tokens.append(.many)
                form = (false, false, false)
            case "?":
                tokens.append(.one)
                form = (false, false, false)
            case "\\":
                index += 1
                guard index < scalars.count else { return nil }
                tokens.append(.scalar(scalars[index]))
                form = (false, false, false)
            case "[":
                guard let (set, end) = Self.set(scalars, from: index + 1) else { return nil }
                tokens.append(set)
                index = end
                form = (false, false, false)
            case let scalar:
                tokens.append(.scalar(scalar))
                if scalar == "]" { form = (false, false, false) }
            }
            index += 1
        }
        self.form =
            if form.isExact {
                .exact(scalars)
            } else if form.isPrefix {
                .prefix(Array(Self.withoutStars(scalars)))
            } else if form.isSuffix {
                .suffix(Array(scalars.dropFirst(2)))
            } else {
                .tokens(tokens)
            }
    }

    private static func withoutStars(_ scalars: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        scalars.dropLast(2)
    }

    /// The class that begins after a bracket, and the index of its closing one.
    private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Token, Int)? {
        var index = start
        let isNegated = index < scalars.count && scalars[index] == "^"
        if isNegated { index += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        func bound() -> Unicode.Scalar? {
            guard index < scalars.count, scalars[index] != "-", scalars[index] != "]" else { return nil }
            if scalars[index] == "\\" {
                index += 1
                guard index < scalars.count else { return nil }
            }
            defer { index += 1 }
            return scalars[index]
        }
        while index < scalars.count {
            if scalars[index] == "]", !ranges.isEmpty { return (.set(isNegated: isNegated, ranges: ranges), index) }
            guard let low = bound() else { return nil }
            var high = low
            if index < scalars.count, scalars[index] == "-" {
                index += 1
                guard let end = bound() else { return nil }
                high = end
            }
            guard low <= high else { return nil }
            ranges.append(low...high)
        }
        return nil
    }

    func matches(_ path: [Unicode.Scalar]) -> Bool {
        switch form {
        case .exact(let text): path == text
        case .prefix(let text): path.starts(with: text)
        case .suffix(let text):
            path.reversed().starts(with: text.reversed())
                || (text.first == "/" && path.elementsEqual(text.dropFirst()))
        case .tokens(let tokens): Self.run(tokens, on: path)
        }
    }

    /// All the ways through the tokens at once. Of each token it is known whether a way stands before it, and for
    /// `.folders` also whether one is inside, where only a slash leads on.
    private static func run(_ tokens: [Token], on path: [Unicode.Scalar]) -> Bool {
        // Four buffers for the whole path: this runs for every file and every line.
        var before = [Bool](repeating: false, count: tokens.count + 1)
        var inside = before
        var nextBefore = before
        var nextInside = before
        before[0] = true
        for scalar in path {
            skipEmpty(tokens, &before)
            for index in nextBefore.indices { (nextBefore[index], nextInside[index]) = (false, false) }
            for (index, token) in tokens.enumerated() where before[index] || inside[index] {
                switch token {
                case .scalar(let wanted): if scalar == wanted { nextBefore[index + 1] = true }
                case .one: if scalar != "/" { nextBefore[index + 1] = true }
                case .many: if scalar != "/" { nextBefore[index] = true }
                case .rest: nextBefore[index] = true
                case .folders:
                    nextInside[index] = true
                    if scalar == "/" { nextBefore[index + 1] = true }
                case .set(let isNegated, let ranges):
                    if ranges.contains(where: { $0.contains(scalar) }) != isNegated { nextBefore[index + 1] = true }
                }
            }
            swap(&before, &nextBefore)
            swap(&inside, &nextInside)
            guard before.contains(true) || inside.contains(true) else { return false }
        }
        skipEmpty(tokens, &before)
        return before[tokens.count]
    }

    /// Tokens that may match nothing.
    private static func skipEmpty(_ tokens: [Token], _ before: inout [Bool]) {
        for (index, token) in tokens.enumerated() where before[index] {
            switch token {
            case .many, .rest, .folders: before[index + 1] = true
            default: break
            }
        }
    }
}
