// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The sections of the API's document.
enum Section: String, CaseIterable {
    case projects, runs, live, identity, server, operations

    var about: String {
        switch self {
        case .projects: "Projects, their releases, environment and logs; deploying, rolling back, scaling"
        case .runs: "Every change to the outside world is a run: what is going on, its log, its questions"
        case .live: "What happens, as it happens"
        case .identity: "People, teams, tokens, sessions and the audit log"
        case .server: "The installation: settings, nodes, backups, pruning"
        case .operations: "For monitors: health, metrics, this document"
        }
    }

    static func of(_ path: [String]) -> Section {
        switch path.dropFirst().first {
        case "projects", "sources", "blobs", "credentials", "ask": .projects
        case "runs", "overview": .runs
        case "events", "live", "notifications": .live
        case "setup", "session", "sessions", "access-tokens", "device-authorizations", "users", "teams", "tokens",
            "audit", "invitations", "preferences":
            .identity
        default: .server
        }
    }
}
