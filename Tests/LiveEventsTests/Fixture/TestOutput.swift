// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import LiveEvents
import Platforms
import Primitives
import Synchronization
import Workflows

/// An application's log in memory, which grows while it is followed.
final class TestOutput: Sendable {
    private let lines = Mutex<[String]>([])
    private let grown = WakeSignal()

    func write(_ line: String) {
        lines.withLock { $0.append(line) }
        grown.raise()
    }

    /// Release 7; a place is the number of the line after it.
    var log: LiveLog {
        LiveLog(release: 7) { [self] query, receiver in
            var position = Int(query.start ?? 0)
            if position > lines.withLock(\.count) {
                throw Failure(FailureCode("log_position_unknown", .conflict), "the log has no such place")
            }
            if let tail = query.tail { position = max(0, lines.withLock(\.count) - tail) }
            var isCurrent = false
            while true {
                let seen = grown.count
                for line in lines.withLock({ Array($0[position...]) }) {
                    position += 1
                    try await receiver(.line(LogLine(at: nil, stream: .stdout, text: line, position: Int64(position))))
                }
                if !isCurrent { try await receiver(.current) }
                isCurrent = true
                guard query.follow else { return }
                try await grown.wait(beyond: seen)
            }
        }
    }
}
