// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Asks for a number of processes: `POST /v1/projects/{name}/scale`, answered by 202 and the run.
package struct ScaleRequest: Sendable, Hashable, Codable {
    package var profile: Profile
    /// `web` or a worker's name to how many of it shall run. Empty: as dextra.yaml says again.
    package var instances: [String: Int]

    package init(profile: Profile, instances: [String: Int]) {
        self.profile = profile
        self.instances = instances
    }
}
