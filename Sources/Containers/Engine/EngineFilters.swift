// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Which things a list or a stream of events is about: each key has to hold, with any of its values.
package struct EngineFilters: Sendable, Hashable {
    private var values: [String: [String]] = [:]

    package init() {}

    /// Things that have all these labels; an empty value means any value.
    package init(labels: [String: String]) {
        // Labels are the exception: all of them have to hold.
        if !labels.isEmpty { values["label"] = labels.map { $1.isEmpty ? $0 : "\($0)=\($1)" }.sorted() }
    }

    /// Whether something has all these labels. Podman lists volumes and networks that have any of them: what is removed by
    /// such a list must be looked at once more.
    static func hold(_ labels: [String: String], in all: [String: String]) -> Bool {
        labels.allSatisfy { key, value in all[key].map { value.isEmpty || $0 == value } ?? false }
    }

    /// The engine's own keys, e.g. `type`, `event`, `container`, `network`.
    package subscript(key: String) -> [String] {
        get { values[key] ?? [] }
        set { values[key] = newValue.isEmpty ? nil : newValue }
    }

    /// nil when everything passes.
    var json: String? {
        get throws { values.isEmpty ? nil : try JSONText.encode(values) }
    }
}
