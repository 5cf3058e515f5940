// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Names a route: one profile of one project.
package struct RouteName: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    package var project: ProjectName
    package var profile: Profile

    package init(project: ProjectName, profile: Profile) {
        self.project = project
        self.profile = profile
    }

    /// `shop.production`: also the proxy's name for it, unique because project names have no dot.
    package var description: String { "\(project).\(profile.rawValue)" }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// A way in: what is listened on, and the releases its requests go to.
package struct Route: Sendable, Hashable {
    package var name: RouteName
    /// The route's own port on the bind address.
    package var port: Int
    /// Host names on the shared front port beyond the route's own.
    package var hosts: [String]
    package var destinations: Destinations

    package init(name: RouteName, port: Int, hosts: [String] = [], destinations: Destinations = Destinations()) {
        self.name = name
        self.port = port
        self.hosts = hosts
        self.destinations = destinations
    }

    /// `shop.localhost`, or `shop-staging.localhost` for other profiles than production.
    package var ownHost: String {
        name.profile == .production ? "\(name.project).localhost" : "\(name.project)-\(name.profile.rawValue).localhost"
    }
}
