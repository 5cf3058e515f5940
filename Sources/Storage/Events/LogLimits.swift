// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// How much log text of runs is kept: what any bound has too much of goes.
package struct LogLimits: Sendable, Hashable {
    /// Which of them a log is beyond.
    package enum Bound: Sendable, Hashable {
        case count, age, size
    }

    /// Runs of each project, the newest.
    package var count: Int
    /// No run that finished before it; nil looks at no age.
    package var since: Timestamp?
    /// Bytes of all logs together; nil looks at no size.
    package var bytes: Int64?

    package init(count: Int, since: Timestamp? = nil, bytes: Int64? = nil) {
        self.count = count
        self.since = since
        self.bytes = bytes
    }

    func passed(count: Int, bytes: Int64, finished: Timestamp) -> Bound? {
        if count > self.count { return .count }
        if let since, finished < since { return .age }
        if let most = self.bytes, bytes > most { return .size }
        return nil
    }
}

/// A run's log text that may go.
package struct SurplusLog: Sendable, Hashable {
    package var id: RunID
    /// Bytes of text.
    package var size: Int64
    package var bound: LogLimits.Bound
}
