// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import Model
import Platforms
import Primitives
import Wire

extension ProjectStatus {
    init(_ overview: ProjectOverview) {
        self.init(
            project: overview.project, profiles: overview.profiles.map(ProfileStatus.init), lastRun: overview.lastRun,
            node: overview.node)
    }
}

extension ProfileStatus {
    fileprivate init(_ overview: ProfileOverview) {
        self.init(
            profile: overview.profile, urls: overview.address.map { [$0.url] + $0.alternatives } ?? [],
            active: overview.active, warm: overview.warm,
            service: overview.instance.map { status in
                ServiceSnapshot(
                    state: status.state.rawValue, pid: status.processID.map(Int32.init), startedAt: status.startedAt,
                    restarts: status.restarts, lastExit: status.lastExit,
                    processes: status.processes.map(ProcessSnapshot.init))
            }, backing: overview.backing.map(ProcessSnapshot.init))
    }
}

extension ProcessSnapshot {
    fileprivate init(_ status: ProcessStatus) {
        self.init(
            name: status.name, state: status.state.rawValue, restarts: status.restarts, lastExit: status.lastExit)
    }
}
