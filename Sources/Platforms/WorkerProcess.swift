// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A program of a release that takes no traffic, e.g. one that works off a queue.
package struct WorkerProcess: Sendable, Hashable, Codable {
    /// Lower-case letters, digits and inner dashes, at most 30; not `web`.
    package var name: String
    /// One line for `/bin/sh -c`, run in the artifact's root.
    package var command: String
    /// How many of it run side by side, 1 or more.
    package var instances: Int

    package init(name: String, command: String, instances: Int = 1) {
        self.name = name
        self.command = command
        self.instances = max(1, instances)
    }
}
