// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms

/// One process of a release that a container is made for.
struct ReleaseProcess: Sendable, Hashable {
    /// The value of the label `kind`.
    enum Kind: String, Sendable {
        case web, worker, task
    }

    var kind: Kind
    /// E.g. `web.1`, `mail.2`.
    var name: String
    /// One line for a shell; nil for what the image does by itself.
    var command: String?

    /// The processes that share the traffic, in their order. An empty command line is the image's own; a site's image is
    /// one that serves.
    static func web(of release: PlatformRelease) -> [ReleaseProcess] {
        let command: String? =
            switch release.workload {
            case .command(let line): line.isEmpty ? nil : line
            case .staticSite, .image: nil
            }
        return (1...release.instances).map { ReleaseProcess(kind: .web, name: "web.\($0)", command: command) }
    }

    static func workers(of release: PlatformRelease) -> [ReleaseProcess] {
        release.workers.flatMap { worker in
            (1...worker.instances).map {
                ReleaseProcess(kind: .worker, name: "\(worker.name).\($0)", command: worker.command)
            }
        }
    }

    /// The last part of a process's name: 2 of `web.2`.
    static func number(_ name: String) -> Int { name.split(separator: ".").last.flatMap { Int($0) } ?? 0 }
}
