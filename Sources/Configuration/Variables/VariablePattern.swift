// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// A POSIX extended regular expression that a whole value must match.
///
/// POSIX matching without back-references takes no exponential time, unlike backtracking engines, so a project's
/// pattern can't hold up the server. Repetition counts are bounded because each one is unrolled when compiled.
package struct VariablePattern: Sendable, Hashable {
    package let source: String

    private static let maximumLength = 200
    private static let maximumRepetition = 256

    /// Throws `invalid_argument` for what is not such an expression.
    package init(_ source: String) throws(Failure) {
        self.source = source
        if let complaint = Self.complaint(about: source) {
            throw Failure(.invalidArgument, "the pattern '\(source)' \(complaint)")
        }
    }

    init(from field: FieldReader) throws(Failure) {
        source = try field.string("a regular expression", example: "'^[a-z]+$'")
        if let complaint = Self.complaint(about: source) { throw field.failure("'\(field.name)' \(complaint)") }
    }

    package func matches(_ value: String) -> Bool {
        guard value.utf8.count <= 8192, !value.utf8.contains(0) else { return false }
        var expression = regex_t()
        guard regcomp(&expression, Self.posix(source), REG_EXTENDED | REG_NOSUB) == 0 else { return false }
        defer { regfree(&expression) }
        return regexec(&expression, value, 0, nil, 0) == 0
    }

    /// The whole value, with `\d` (which POSIX lacks and everybody writes) spelled out.
    private static func posix(_ source: String) -> String {
        var result = "^("
        var isEscaped = false
        for character in source {
            if isEscaped {
                result += character == "d" ? "[0-9]" : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return result + (isEscaped ? "\\" : "") + ")$"
    }

    private static func complaint(about source: String) -> String? {
        let bytes = Array(source.utf8)
        guard !bytes.isEmpty, bytes.count <= maximumLength, !bytes.contains(0) else {
            return "must have 1 to \(maximumLength) bytes"
        }
        var repetition = 1
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1].isASCIIDigit {
                return "has a back-reference, which is not supported"
            }
            guard byte == UInt8(ascii: "{") else { continue }
            let bounds = bytes[(index + 1)...].prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ",") }
            let numbers = bounds.split(separator: UInt8(ascii: ",")).map { Int(String(decoding: $0, as: UTF8.self)) }
            repetition *= max(1, min(numbers.compactMap { $0 }.max() ?? 1, maximumRepetition + 1))
            if repetition > maximumRepetition { return "repeats more than \(maximumRepetition) times in all" }
        }
        var expression = regex_t()
        let result = regcomp(&expression, Self.posix(source), REG_EXTENDED | REG_NOSUB)
        defer { if result == 0 { regfree(&expression) } }
        guard result != 0 else { return nil }
        var words = [CChar](repeating: 0, count: 200)
        regerror(result, &expression, &words, words.count)
        let text = String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "is not a POSIX extended regular expression: \(text)"
    }
}
