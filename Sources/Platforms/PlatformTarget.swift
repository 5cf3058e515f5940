// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Where releases go: one profile of one project.
package struct PlatformTarget: Sendable, Hashable, Codable {
    package var project: ProjectName
    /// The project's ordinal: users and ports are derived from it.
    package var ordinal: Int
    package var profile: Profile

    package init(project: ProjectName, ordinal: Int, profile: Profile) {
        self.project = project
        self.ordinal = ordinal
        self.profile = profile
    }
}

extension PlatformTarget: CustomStringConvertible {
    package var description: String { "\(project)/\(profile.rawValue)" }
}

/// One release of a target, by its number.
package struct ReleaseReference: Sendable, Hashable, Codable {
    package var target: PlatformTarget
    package var number: Int

    package init(target: PlatformTarget, number: Int) {
        self.target = target
        self.number = number
    }
}

extension ReleaseReference: CustomStringConvertible {
    package var description: String { "\(target) v\(number)" }
}

/// How a target asks to be reached; what is nil the platform chooses and keeps.
package struct Exposure: Sendable, Hashable, Codable {
    /// The port to be reached on. A taken one is an error, never replaced.
    package var port: Int?
    /// Host names beyond the platform's own.
    package var hosts: [String]

    package init(port: Int? = nil, hosts: [String] = []) {
        self.port = port
        self.hosts = hosts
    }
}

/// Where a target is reached.
package struct PublicAddress: Sendable, Hashable, Codable {
    /// The address to show first, e.g. `http://127.0.0.1:8100`.
    package var url: String
    /// Other addresses of the same, e.g. `http://shop.localhost:8080`.
    package var alternatives: [String]

    package init(url: String, alternatives: [String] = []) {
        self.url = url
        self.alternatives = alternatives
    }
}

/// A target's addresses and which release is behind them.
package struct ExposureStatus: Sendable, Hashable, Codable {
    package var address: PublicAddress
    /// The number of the release that gets the traffic; nil before the first switch.
    package var activeRelease: Int?
    /// Why an optional address is missing, e.g. a shared port that is taken.
    package var notices: [Notice]

    package init(address: PublicAddress, activeRelease: Int?, notices: [Notice] = []) {
        self.address = address
        self.activeRelease = activeRelease
        self.notices = notices
    }
}

/// Something a person should know that is no failure.
package struct Notice: Sendable, Hashable, Codable {
    /// Stable snake_case name, e.g. `no_isolation`.
    package var code: String
    package var message: String

    package init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }
}
