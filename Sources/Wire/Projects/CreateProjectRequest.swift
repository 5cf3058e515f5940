// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Makes a project before its first deployment.
package struct CreateProjectRequest: Sendable, Hashable, Codable {
    package var name: ProjectName
    /// At most 500 characters.
    package var description: String?

    package init(name: ProjectName, description: String? = nil) {
        self.name = name
        self.description = description
    }
}

/// What can be changed of a project by itself; the rest is in its source, its environment and its releases.
package struct ChangeProjectRequest: Sendable, Hashable, Codable {
    /// At most 500 characters; empty for none.
    package var description: String?

    package init(description: String? = nil) { self.description = description }
}
