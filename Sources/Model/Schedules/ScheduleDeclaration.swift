// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A command that is run again and again in the surroundings of the release that has the traffic.
package struct ScheduleDeclaration: Sendable, Hashable, Codable {
    /// 1 to 30 lower-case letters, digits and inner hyphens, beginning with a letter.
    package var name: String
    package var cron: CronExpression
    /// One line for `/bin/sh -c`.
    package var command: String
    /// When it is ended, counted from its start.
    package var timeout: Milliseconds

    package init(name: String, cron: CronExpression, command: String, timeout: Duration = .seconds(3600)) {
        self.name = name
        self.cron = cron
        self.command = command
        self.timeout = Milliseconds(timeout)
    }

    private enum CodingKeys: String, CodingKey {
        case name, cron, command
        case timeout = "timeout_ms"
    }
}
