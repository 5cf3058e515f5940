// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A stable snake_case name for one way of failing, e.g. `project_not_found`.
///
/// Modules add theirs as static members in a file `FailureCode+<Module>.swift`. A published code never changes its
/// meaning; its category decides the HTTP status and the exit code (see ``FailureCategory``).
package struct FailureCode: Sendable, Hashable, CustomStringConvertible {
    package let name: String
    package let category: FailureCategory

    package init(_ name: String, _ category: FailureCategory) {
        self.name = name
        self.category = category
    }

    package var description: String { name }

    /// Codes are compared by name: the category is only how they are reported.
    package static func == (left: FailureCode, right: FailureCode) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension FailureCode {
    package static let internalError = FailureCode("internal_error", .internal)
    package static let cancelled = FailureCode("cancelled", .cancelled)
    package static let invalidArgument = FailureCode("invalid_argument", .invalid)
    package static let notFound = FailureCode("not_found", .notFound)
    package static let timedOut = FailureCode("timed_out", .timedOut)
    package static let corruptData = FailureCode("corrupt_data", .corrupt)
    package static let ioFailed = FailureCode("io_failed", .unavailable)
    package static let diskFull = FailureCode("disk_full", .exhausted)
    package static let permissionDenied = FailureCode("permission_denied", .forbidden)
}
