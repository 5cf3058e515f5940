// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// A command that is kept running, and how.
package struct ServiceSpec: Sendable {
    /// 1 to 100 letters, digits, `.`, `_` and `-`, not beginning with a dot: it names a directory.
    package var name: String
    /// Its `input` and `output` don't apply: it reads nothing and writes to its log.
    package var command: Command
    /// What makes two specs of one command different, such as a release: secrets aren't compared, as they are never
    /// written down.
    package var revision: String
    package var restart: RestartPolicy
    /// What asks it to end: TERM, INT, QUIT, HUP, USR1 or USR2, which also reach into a namespace.
    package var stopSignal: Int32
    /// How long it may take to end when asked to.
    package var stopGrace: Duration
    package var logRotation: LogRotation

    package init(
        name: String, command: Command, revision: String = "", restart: RestartPolicy = RestartPolicy(),
        stopSignal: Int32 = SIGTERM, stopGrace: Duration = .seconds(10), logRotation: LogRotation = LogRotation()
    ) {
        self.name = name
        self.command = command
        self.revision = revision
        self.restart = restart
        self.stopSignal = stopSignal
        self.stopGrace = stopGrace
        self.logRotation = logRotation
    }

    /// When a log file is full, and how many full ones are kept.
    package struct LogRotation: Sendable, Hashable {
        /// At least 4,096.
        package var maximumBytes: Int
        /// At most 100.
        package var keptFiles: Int

        package init(maximumBytes: Int = 10 << 20, keptFiles: Int = 3) {
            self.maximumBytes = maximumBytes
            self.keptFiles = keptFiles
        }
    }
}
