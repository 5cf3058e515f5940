// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// One project as it stands now: `GET /v1/projects/{name}`.
package struct ProjectStatus: Sendable, Hashable, Codable {
    package var project: Project
    /// The profiles that have a release, in the order of ``Model/Profile``.
    package var profiles: [ProfileStatus]
    /// The newest run of the project, whatever its kind.
    package var lastRun: Run?
    /// The node the project lives on; nil when it was given up.
    package var node: Node?

    package init(project: Project, profiles: [ProfileStatus], lastRun: Run? = nil, node: Node? = nil) {
        self.node = node
        self.project = project
        self.profiles = profiles
        self.lastRun = lastRun
    }

    private enum CodingKeys: String, CodingKey {
        case project, profiles, node
        case lastRun = "last_run"
    }
}

/// What serves one profile of a project.
package struct ProfileStatus: Sendable, Hashable, Codable {
    package var profile: Profile
    /// Where the application is reached, the address that works everywhere first; empty before the first switch.
    package var urls: [String]
    package var active: Release?
    /// The predecessor that still runs, so that going back is a switch.
    package var warm: Release?
    /// The active release's program; nil when nothing was started.
    package var service: ServiceSnapshot?
    /// Databases and the like beside it; nil from a server of an earlier version.
    package var backing: [ProcessSnapshot]?

    package init(
        profile: Profile, urls: [String], active: Release? = nil, warm: Release? = nil, service: ServiceSnapshot? = nil,
        backing: [ProcessSnapshot]? = nil
    ) {
        self.backing = backing
        self.profile = profile
        self.urls = urls
        self.active = active
        self.warm = warm
        self.service = service
    }
}

/// A supervised program at one moment.
package struct ServiceSnapshot: Sendable, Hashable, Codable {
    /// What the platform says of it, e.g. `running`, `unhealthy`, `crash_looping`.
    package var state: String
    package var pid: Int32?
    package var startedAt: Timestamp?
    package var restarts: Int
    /// How it last ended, e.g. `exit status 1`.
    package var lastExit: String?
    /// Each process by itself where a release has several; nil from a server of an earlier version.
    package var processes: [ProcessSnapshot]?

    package init(
        state: String, pid: Int32? = nil, startedAt: Timestamp? = nil, restarts: Int = 0, lastExit: String? = nil,
        processes: [ProcessSnapshot]? = nil
    ) {
        self.processes = processes
        self.state = state
        self.pid = pid
        self.startedAt = startedAt
        self.restarts = restarts
        self.lastExit = lastExit
    }

    private enum CodingKeys: String, CodingKey {
        case state, pid
        case startedAt = "started_at"
        case restarts
        case lastExit = "last_exit"
        case processes
    }
}

/// One of several processes at one moment.
package struct ProcessSnapshot: Sendable, Hashable, Codable {
    /// `web.1`, `mail.2`, or a backing service's name.
    package var name: String
    package var state: String
    package var restarts: Int
    package var lastExit: String?

    package init(name: String, state: String, restarts: Int, lastExit: String?) {
        self.name = name
        self.state = state
        self.restarts = restarts
        self.lastExit = lastExit
    }

    private enum CodingKeys: String, CodingKey {
        case name, state, restarts
        case lastExit = "last_exit"
    }
}
