// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Where delivery keeps its files below the server's home.
package struct DeliveryLayout: Sendable {
    private let projects: String

    package init(home: String) { projects = home + "/projects" }

    /// Everything of a project.
    package func project(_ name: ProjectName) -> String { "\(projects)/\(name)" }

    /// All artifacts of a project, by name.
    package func artifacts(_ name: ProjectName) -> String { project(name) + "/artifacts" }

    /// One artifact: `app`, the immutable tree, and `complete`, which is there once the tree is whole and on the disk.
    package func artifact(_ id: String, of name: ProjectName) -> String { "\(artifacts(name))/\(id)" }

    /// The immutable tree itself. It is built in place, because environments of some languages remember their path.
    package func app(_ id: String, of name: ProjectName) -> String { artifact(id, of: name) + "/app" }

    /// What package managers keep between builds.
    package func cache(_ name: ProjectName) -> String { project(name) + "/cache" }
}
