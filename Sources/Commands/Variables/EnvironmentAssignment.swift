// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
package import Primitives

/// `KEY=VALUE` as it is typed. The value is a secret until somebody says otherwise, so messages never show it.
package struct EnvironmentAssignment: Sendable, Equatable {
    package let name: String
    package let value: Redacted<String>

    /// `KEY=-` takes the value from standard input, without one line feed at its end. Throws `usage`.
    package init(_ text: String, standardInput: (_ name: String) throws -> String) throws {
        guard let equals = text.firstIndex(of: "=") else {
            throw Failure(
                .usage, "'\(text)' sets nothing",
                hint: "write KEY=VALUE, or KEY=- to read the value from standard input")
        }
        name = String(text[..<equals])
        guard Self.isName(name) else {
            throw Failure(
                .usage, "'\(name)' is not the name of a variable",
                hint: "use letters, digits and underscores, not beginning with a digit")
        }
        var value = String(text[text.index(after: equals)...])
        if value == "-" {
            value = try standardInput(name)
            if value.hasSuffix("\r\n") || value.hasSuffix("\n") { value.removeLast() }
        }
        self.value = Redacted(value)
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
