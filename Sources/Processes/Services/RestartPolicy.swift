// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What happens when a service's command ends by itself.
package struct RestartPolicy: Sendable, Hashable {
    package enum Condition: String, Sendable, Hashable {
        case always
        case onFailure = "on-failure"
        case never
    }

    /// What a crash loop leads to.
    package enum CrashLoopAction: String, Sendable, Hashable {
        /// Goes on, each time after the longest delay.
        case slow
        /// Gives up.
        case stop
    }

    package var condition: Condition
    /// Full jitter under this ceiling.
    package var backoff: Backoff
    /// A command that ran this long counts as well again.
    package var stableAfter: Duration
    /// So many ends within ``crashWindow`` are a crash loop; 1 to 64.
    package var crashCount: Int
    package var crashWindow: Duration
    package var crashLoopAction: CrashLoopAction

    package init(
        condition: Condition = .always, backoff: Backoff = Backoff(), stableAfter: Duration = .seconds(30),
        crashCount: Int = 5, crashWindow: Duration = .seconds(60), crashLoopAction: CrashLoopAction = .slow
    ) {
        self.condition = condition
        self.backoff = backoff
        self.stableAfter = stableAfter
        self.crashCount = crashCount
        self.crashWindow = crashWindow
        self.crashLoopAction = crashLoopAction
    }

    /// The records that tell the shim.
    var records: [String] {
        [
            "restart=\(condition.rawValue)", "backoff-base-ms=\(max(1, backoff.base.wholeMilliseconds))",
            "backoff-limit-ms=\(max(1, backoff.base.wholeMilliseconds, backoff.limit.wholeMilliseconds))",
            "stable-after-ms=\(stableAfter.wholeMilliseconds)", "crash-count=\(crashCount)",
            "crash-window-ms=\(crashWindow.wholeMilliseconds)", "crash-action=\(crashLoopAction.rawValue)",
        ]
    }
}
