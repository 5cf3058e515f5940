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
    /// Of what is about people (see ``Model/Event/isPersonal``) only what has one of these subjects; nil for all.
    package var people: Set<String>?

    package static let all = EventFilter()

    package init(
        subjects: Set<String>? = nil, types: Set<String>? = nil, runID: RunID? = nil, people: Set<String>? = nil
    ) {
        self.subjects = subjects
        self.types = types
        self.runID = runID
        self.people = people
    }

    package func matches(_ event: Event) -> Bool {
        if let runID, event.runID != runID { return false }
        if let subjects, !subjects.contains(event.subject) { return false }
        if let people, event.isPersonal, !people.contains(event.subject) { return false }
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
        if let people {
            var either = ["NOT (\(Event.personal.map(Self.begins).joined(separator: " OR ")))"]
            if !people.isEmpty {
                either.append("subject IN (\(Array(repeating: "?", count: people.count).joined(separator: ", ")))")
            }
            conditions.append("(\(either.joined(separator: " OR ")))")
            parameters += people.sorted().map(SQLValue.text)
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

    private static func begins(_ prefix: String) -> String {
        "substr(subject, 1, \(prefix.unicodeScalars.count)) = '\(prefix)'"
    }
}

extension Event {
    /// How the subjects begin that are people, what they may, and the secrets that they keep here.
    static let personal = ["user/", "team/", "credential/", "audit"]

    /// Whether it is about people: only for who administers the installation, and for the person it is about.
    package var isPersonal: Bool { Self.personal.contains { subject.hasPrefix($0) } }
}
