// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Platforms
package import Primitives

/// The platforms that a server can ship to, by the names they have in dextra.yaml, and what goes with them.
package struct PlatformCatalog: Sendable {
    private let platforms: [PlatformName: any Platform]
    private let builder: (any ImageBuilder)?
    private let beside: (any BackingServices)?

    package init(
        _ platforms: [PlatformName: any Platform], images: (any ImageBuilder)? = nil,
        services: (any BackingServices)? = nil
    ) {
        self.platforms = platforms
        builder = images
        beside = services
    }

    /// Every platform, in the order of their names.
    package var all: [any Platform] { platforms.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value) }

    /// Throws `platform_unavailable`.
    package func platform(_ name: PlatformName) throws(Failure) -> any Platform {
        guard let platform = platforms[name] else {
            throw Self.unavailable("ship to '\(name.rawValue)'")
        }
        return platform
    }

    /// What makes images; throws `platform_unavailable`.
    package func images() throws(Failure) -> any ImageBuilder {
        guard let builder else { throw Self.unavailable("build images") }
        return builder
    }

    /// What runs databases and the like; throws `platform_unavailable`.
    package func services() throws(Failure) -> any BackingServices {
        guard let beside else { throw Self.unavailable("run backing services") }
        return beside
    }

    private static func unavailable(_ what: String) -> Failure {
        Failure(.platformUnavailable, "this server can't \(what)", hint: "choose another 'platform' in dextra.yaml")
    }
}

extension DeliveryParts {
    /// Whether a profile's releases are images.
    func runsImages(_ name: PlatformName?) throws(Failure) -> Bool {
        try platforms.platform(name ?? .local).capabilities.contains(.runsImages)
    }

    /// Where a release runs; a release keeps its platform, whatever later ones are shipped to.
    func platform(of release: Release) throws(Failure) -> any Platform {
        try platforms.platform(release.platformName)
    }
}
