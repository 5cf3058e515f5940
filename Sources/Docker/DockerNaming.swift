// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Platforms

/// What everything on the engine that is ours is called and labelled by. The labels are the record: they are what is
/// looked for after a restart of either side, and what keeps two servers on one engine apart.
package struct DockerNaming: Sendable, Hashable {
    /// Tells this server's objects from those of another on the same engine: 8 hex digits of its node ID.
    package var server: String

    package init(server: String) { self.server = server }

    /// Keys of labels, in reverse DNS form as Docker's documentation asks for.
    package enum Label {
        package static let server = "dev.dextra.server"
        package static let project = "dev.dextra.project"
        package static let profile = "dev.dextra.profile"
        /// The release's number.
        package static let release = "dev.dextra.release"
        /// `web.1`, `mail.2`, `task`, or the name of a backing service.
        package static let process = "dev.dextra.process"
        /// `web`, `worker`, `task`, `service`.
        package static let kind = "dev.dextra.kind"
        /// A digest of the description it was made from, to see whether that changed.
        package static let description = "dev.dextra.description"
        /// Where a container is published on the engine's machine: kept over its restarts, and not given to another.
        package static let port = "dev.dextra.port"
        /// Of an image: the artifact that it is.
        package static let artifact = "dev.dextra.artifact"
    }

    /// The network that all containers of a target are in, with each other's names as host names.
    package func network(_ target: PlatformTarget) -> String {
        "dextra-\(server)-\(target.project)-\(target.profile.rawValue)"
    }

    /// One process of a release, e.g. `dextra-1a2b3c4d-shop-production-v3-web.1`.
    package func container(_ release: ReleaseReference, process: String) -> String {
        "\(network(release.target))-v\(release.number)-\(process)"
    }

    /// A backing service's container, and the volume with its data.
    package func service(_ name: String, of target: PlatformTarget) -> String { "\(network(target))-\(name)" }

    /// The volume of the target that releases share, e.g. for uploads. The dot keeps it apart from a service `data`.
    package func dataVolume(_ target: PlatformTarget) -> String { "\(network(target)).data" }

    /// `dextra/shop:<the first 32 digits of the artifact>`, below the registry's prefix when there is one.
    package func image(_ name: ImageName, registry: String? = nil) -> String {
        (registry.map { "\($0)/" } ?? "") + "dextra/\(name.project):\(name.artifact.prefix(32))"
    }

    /// The labels of everything that belongs to a target.
    package func labels(_ target: PlatformTarget) -> [String: String] {
        [Label.server: server, Label.project: target.project.description, Label.profile: target.profile.rawValue]
    }
}
