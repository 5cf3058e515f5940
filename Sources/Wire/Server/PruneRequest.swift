// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Asks for a run that removes what is no longer needed: `POST /v1/prune`.
package struct PruneRequest: Sendable, Codable {
    /// One project alone.
    package var project: ProjectName?

    package init(project: ProjectName?) { self.project = project }
}
