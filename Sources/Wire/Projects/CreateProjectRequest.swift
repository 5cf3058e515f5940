// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Makes a project before its first deployment.
package struct CreateProjectRequest: Sendable, Hashable, Codable {
    package var name: ProjectName

    package init(name: ProjectName) { self.name = name }
}
