// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Asks to go back: `POST /v1/projects/{name}/rollback`, answered by 202 and the run.
package struct RollbackRequest: Sendable, Hashable, Codable {
    package var profile: Profile
    /// The release's number; nil means the one that served before the active one.
    package var release: Int?

    package init(profile: Profile, release: Int? = nil) {
        self.profile = profile
        self.release = release
    }
}
