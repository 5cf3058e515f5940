// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A program of a release that takes no traffic, e.g. one that works off a queue.
package struct WorkerDeclaration: Sendable, Hashable, Codable {
    /// 1 to 30 lower-case letters, digits and inner hyphens, beginning with a letter; neither `web` nor `task`.
    package var name: String
    /// One line for `/bin/sh -c`.
    package var command: String
    /// How many run side by side, 1 to 32.
    package var instances: Int

    package init(name: String, command: String, instances: Int = 1) {
        self.name = name
        self.command = command
        self.instances = instances
    }
}
