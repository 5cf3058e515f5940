// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The kinds of failure a caller can tell apart, and the one table from them to HTTP status and exit code.
///
/// Exit codes follow sysexits.h where it has a name for the case, and the shells' 128+n for signals.
package enum FailureCategory: String, Sendable, Hashable, CaseIterable {
    /// The request can't be carried out as written.
    case invalid
    /// The command line can't be understood.
    case usage
    case unauthenticated
    case forbidden
    case notFound = "not_found"
    /// The state of the thing does not allow this now.
    case conflict
    /// A limit on size, disk, memory or rate was reached.
    case exhausted
    /// Something needed is not there now; trying again may help.
    case unavailable
    case timedOut = "timed_out"
    case cancelled
    /// The user's own program failed: a build, a start, a health check.
    case rejected
    /// Stored data is not what was written.
    case corrupt
    /// A program or library that is needed is not installed.
    case missingDependency = "missing_dependency"
    /// A person has to decide.
    case needsAnswer = "needs_answer"
    case `internal`

    /// HTTP status (RFC 9110) reported for a failure of this category.
    package var httpStatus: Int { row.status }

    /// Exit status of the command line for a failure of this category.
    package var exitCode: Int32 { row.exit }

    private var row: (status: Int, exit: Int32) {
        switch self {
        case .invalid: (422, 65)  // EX_DATAERR
        case .usage: (400, 64)  // EX_USAGE
        case .unauthenticated: (401, 77)  // EX_NOPERM
        case .forbidden: (403, 77)
        case .notFound: (404, 66)  // EX_NOINPUT
        case .conflict: (409, 73)  // EX_CANTCREAT
        case .exhausted: (507, 71)  // EX_OSERR
        case .unavailable: (503, 69)  // EX_UNAVAILABLE
        case .timedOut: (504, 75)  // EX_TEMPFAIL
        case .cancelled: (499, 130)
        case .rejected: (422, 1)
        case .corrupt: (500, 74)  // EX_IOERR
        case .missingDependency: (503, 72)  // EX_OSFILE
        case .needsAnswer: (409, 76)
        case .internal: (500, 70)  // EX_SOFTWARE
        }
    }
}
