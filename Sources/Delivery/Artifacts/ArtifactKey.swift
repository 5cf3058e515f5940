// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
package import Model
package import Primitives

/// Names an artifact by all that goes into its build: the same key means the same files, so nothing is built twice.
package struct ArtifactKey: Sendable {
    /// Raised when the way of building changes in a way that makes earlier artifacts wrong.
    private static let generation = 1

    /// The artifact's name: 40 hex digits.
    package let text: String

    /// - source: digest of the source's manifest.
    /// - environment: what the build's commands see of the profile's variables; no part of the key without commands.
    package init(source: String, commands: [BuildCommand], environment: [String: Redacted<String>]) {
        var hash = SHA256()
        func add(_ text: String) {
            withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { hash.update($0) }
            hash.update(text.utf8)
        }
        add("dextra artifact \(Self.generation)")
        add(source)
        for command in commands {
            add(command.name)
            add(command.line)
        }
        if !commands.isEmpty {
            for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
                add(name)
                add(value.reveal())
            }
        }
        text = String(hash.hex().prefix(40))
    }
}

/// One command of a build: a line for `/bin/sh -c`, run in the source's root.
package struct BuildCommand: Sendable, Hashable {
    /// `install` or `build`.
    package var name: String
    package var line: String

    package init(name: String, line: String) {
        self.name = name
        self.line = line
    }
}

extension Blueprint {
    /// The commands that make the artifact from the source, in order.
    package var buildCommands: [BuildCommand] {
        [install.map { BuildCommand(name: "install", line: $0) }, build.map { BuildCommand(name: "build", line: $0) }]
            .compactMap(\.self)
    }
}
