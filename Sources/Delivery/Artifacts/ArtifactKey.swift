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

    /// The key of an image.
    ///
    /// - dockerfile: its text when it is not in the source.
    /// - environment: what may become its build arguments.
    package init(
        source: String, image: ImageSettings, dockerfile: String?, environment: [String: Redacted<String>]
    ) {
        var key = KeyHash("dextra image \(Self.generation)")
        key.add(source)
        for part in [image.dockerfile, image.target, image.platform, dockerfile] { key.add(part ?? "") }
        for (name, value) in image.arguments.sorted(by: { $0.key < $1.key }) {
            key.add(name)
            key.add(value)
        }
        key.add("environment")
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            key.add(name)
            key.add(value.reveal())
        }
        text = key.text
    }

    /// The key of a folder.
    ///
    /// - source: digest of the source's manifest.
    /// - environment: what the build's commands see of the profile's variables; no part of the key without commands.
    package init(source: String, commands: [BuildCommand], environment: [String: Redacted<String>]) {
        var key = KeyHash("dextra artifact \(Self.generation)")
        key.add(source)
        for command in commands {
            key.add(command.name)
            key.add(command.line)
        }
        if !commands.isEmpty {
            for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
                key.add(name)
                key.add(value.reveal())
            }
        }
        text = key.text
    }
}

/// Texts one after another, each with its length, so that no two lists of them are alike.
private struct KeyHash {
    private var hash = SHA256()

    init(_ purpose: String) { add(purpose) }

    mutating func add(_ text: String) {
        withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { hash.update($0) }
        hash.update(text.utf8)
    }

    var text: String { String(hash.hex().prefix(40)) }
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
