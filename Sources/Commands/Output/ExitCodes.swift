// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// The exit statuses as documentation; the numbers themselves are ``FailureCategory``'s.
package enum ExitCodes {
    package static let topic = "exit-codes"

    /// As a shell reports a program that SIGPIPE ended.
    static let brokenPipe: Int32 = 141

    /// Status and meaning, in the order of the numbers.
    package static let rows: [(status: Int32, meaning: String)] = {
        let meanings = Dictionary(grouping: FailureCategory.allCases, by: \.exitCode)
            .map { status, categories in (status: status, meaning: categories.map(meaning).joined(separator: "; ")) }
        let success: (status: Int32, meaning: String) = (0, "Done as asked")
        let pipe: (status: Int32, meaning: String) = (brokenPipe, "The program that read the output has ended")
        return ([success, pipe] + meanings).sorted { $0.status < $1.status }
    }()

    static func text(width: Int) -> String {
        let table = TextLayout.columns(rows.map { (String($0.status), $0.meaning) }, width: width)
        return "Exit statuses\n\n" + table.joined(separator: "\n")
            + "\n\nWith --json the failure itself is the last line on standard output.\n"
    }

    private static func meaning(of category: FailureCategory) -> String {
        switch category {
        case .rejected: "Your program failed: its build, its start, its release command or its health check"
        case .usage: "The command line can't be understood"
        case .invalid: "Something given is not valid: dextra.yaml, a name, the source"
        case .notFound: "There is no such project, release, run or folder"
        case .unavailable: "The server or something it needs is not there now; trying again may help"
        case .internal: "A fault in Dextra itself"
        case .exhausted: "A limit was reached: disk, memory, size or number"
        case .missingDependency: "A program this needs is not installed; see dextra doctor"
        case .conflict: "The state of things does not allow this now"
        case .corrupt: "Stored data is damaged or was written by a newer version"
        case .timedOut: "Time was over (--timeout): the run goes on"
        case .needsAnswer: "The run asks a question; see dextra answer"
        case .unauthenticated: "Who you are is not known"
        case .forbidden: "something is not allowed, or a file can't be read"
        case .cancelled: "Cancelled, or Ctrl-C: the run goes on unless it was pressed twice"
        }
    }
}
