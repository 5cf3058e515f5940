// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// Which port a route gets: the same for the same project and profile, whatever was deployed before.
package struct PortPlan: Sendable, Hashable {
    /// The first port given out.
    package var first: Int

    package init(first: Int = 8100) { self.first = first }

    /// Three ports for each project, production's first.
    package func preferred(ordinal: Int, profile: Profile) -> Int {
        let place =
            switch profile {
            case .production: 0
            case .staging: 1
            case .development: 2
            }
        return first + 3 * max(0, ordinal - 1) + place
    }

    /// The preferred port, or the next one upwards that is neither `taken` nor listened on by somebody else.
    ///
    /// Throws `port_in_use` when a thousand ports in a row are taken.
    package func choose(ordinal: Int, profile: Profile, bindAddress: String, taken: Set<Int>) throws -> Int {
        let preferred = preferred(ordinal: ordinal, profile: profile)
        for port in preferred..<min(preferred + 1000, 65_536)
        where !taken.contains(port) && PortProbe.isFree(port, on: bindAddress) {
            return port
        }
        throw Failure(
            .portInUse, "no port is free from \(preferred) on",
            hint: "set DEXTRA_BASE_PORT to the first of some free ports and start the server again")
    }
}
