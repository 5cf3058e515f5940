// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// What `--grep` takes: a text that a line has in it, or a regular expression between slashes.
struct LogPattern {
    private enum Form {
        case text(String)
        case expression(Regex<AnyRegexOutput>)
    }

    private let form: Form

    /// Throws `usage` for an expression that is none.
    init(_ text: String) throws {
        guard text.count > 2, text.hasPrefix("/"), text.hasSuffix("/") else {
            form = .text(text)
            return
        }
        do {
            form = .expression(try Regex(String(text.dropFirst().dropLast())))
        } catch {
            throw Failure(
                .usage, "\(text) is no regular expression: \(error)", hint: "leave the slashes out for a text")
        }
    }

    /// Whether the line has it, colours apart.
    func matches(_ line: String) -> Bool {
        switch form {
        case .text(let text): line.contains(text)
        case .expression(let expression): line.firstMatch(of: expression) != nil
        }
    }
}
