// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Which events a reader of the log wants: those that meet every condition that is set.
package struct EventFilter: Sendable, Hashable {
    /// Of one of these subjects; nil for all.
    package var subjects: Set<String>?
    /// Of one of these types; what ends with a dot stands for all types that begin so. nil for all.
    package var types: Set<String>?
    package var runID: RunID?

    package static let all = EventFilter()

    package init(subjects: Set<String>? = nil, types: Set<String>? = nil, runID: RunID? = nil) {
        self.subjects = subjects
        self.types = types
        self.runID = runID
    }

    package func matches(_ event: Event) -> Bool {
        if let runID, event.runID != runID { return false }
        if let subjects, !subjects.contains(event.subject) { return false }
        guard let types else { return true }
        return types.contains { $0.hasSuffix(".") ? event.type.hasPrefix($0) : event.type == $0 }
    }

    /// The same as SQL: conditions to be joined by AND, and their parameters in order.
    var sql: (conditions: [String], parameters: [SQLValue]) {
        var conditions: [String] = []
        var parameters: [SQLValue] = []
        if let runID {
            conditions.append("run_id = ?")
            parameters.append(.id(runID))
        }
        if let subjects {
            let marks = Array(repeating: "?", count: subjects.count).joined(separator: ", ")
            conditions.append(subjects.isEmpty ? "1 = 0" : "subject IN (\(marks))")
            parameters += subjects.sorted().map(SQLValue.text)
        }
        if let types {
            // A prefix as its length and text: LIKE would give `_` and `%` a meaning, and ranges depend on collations.
            var either: [String] = []
            for type in types.sorted() {
                // The length as a literal: PostgreSQL has no such function of the 64-bit numbers that parameters are.
                either.append(type.hasSuffix(".") ? "substr(type, 1, \(type.unicodeScalars.count)) = ?" : "type = ?")
                parameters.append(.text(type))
            }
            conditions.append(either.isEmpty ? "1 = 0" : "(\(either.joined(separator: " OR ")))")
        }
        return (conditions, parameters)
    }
}
