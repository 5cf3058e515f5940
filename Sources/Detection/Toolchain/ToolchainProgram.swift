// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A program that blueprints' commands call by name, and how it gets onto a machine.
package struct ToolchainProgram: Sendable, Hashable {
    /// The executable's name.
    package var name: String
    /// Debian's packages (packages.debian.org); empty where Debian has none.
    package var packages: [String]
    /// The program's own instructions.
    package var document: String
    /// Whose version it is, as blueprints name runtimes; nil when no project asks for one.
    package var runtime: String?
    /// What makes it print its version.
    package var versionArguments: [String]

    init(
        _ name: String, _ packages: [String], _ document: String, runtime: String? = nil,
        version: [String] = ["--version"]
    ) {
        self.name = name
        self.packages = packages
        self.document = document
        self.runtime = runtime
        versionArguments = version
    }

    /// One sentence for somebody who lacks it.
    package var advice: String {
        packages.isEmpty
            ? "install \(name) as \(document) says"
            : "install it with 'apt-get install \(packages.joined(separator: " "))', or as \(document) says"
    }

    /// The row of a program; nil for one that is in no row.
    package static func named(_ name: String) -> ToolchainProgram? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}
