// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What can be removed, in the order in which it is: what refers to something goes before that.
package enum PruneKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A release's log and records on its platform.
    case release
    case artifact
    /// A container image that was made here.
    case image
    /// What package managers keep between builds of a project.
    case cache
    /// Finished runs with their steps and log.
    case run
    /// The log text of a run.
    case log
    /// Full log files of applications.
    case appLog = "app_log"
    case events
    /// Contents of sources.
    case blob
    /// Copies of Dextra that programs were started with.
    case program
    case backup
}

/// One thing that goes, and why.
package struct PruneItem: Sendable, Hashable, Codable {
    package var kind: PruneKind
    /// Unique within its kind and project: a digest, an ID, a path, a release's name.
    package var name: String
    package var project: String?
    /// Bytes that become free, nil when that is not known.
    package var size: Int64?
    package var why: String

    package init(_ kind: PruneKind, _ name: String, project: String? = nil, size: Int64? = nil, why: String) {
        self.kind = kind
        self.name = name
        self.project = project
        self.size = size
        self.why = why
    }
}

/// So many things of a kind that stay for the same reason.
package struct PruneKept: Sendable, Hashable, Codable {
    package var kind: PruneKind
    package var count: Int
    package var why: String

    package init(_ kind: PruneKind, _ count: Int, why: String) {
        self.kind = kind
        self.count = count
        self.why = why
    }
}

/// What would go now, and what would stay: `GET /v1/prune`.
package struct PruneReport: Sendable, Hashable, Codable {
    package var items: [PruneItem]
    package var kept: [PruneKept]

    package init(items: [PruneItem] = [], kept: [PruneKept] = []) {
        self.items = items
        self.kept = kept
    }

    /// Counts one more thing that stays.
    package mutating func keep(_ kind: PruneKind, _ count: Int = 1, why: String) {
        guard count > 0 else { return }
        if let place = kept.firstIndex(where: { $0.kind == kind && $0.why == why }) {
            kept[place].count += count
        } else {
            kept.append(PruneKept(kind, count, why: why))
        }
    }
}
