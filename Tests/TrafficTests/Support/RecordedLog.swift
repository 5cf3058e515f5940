// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// Keeps what is logged, to be counted.
final class RecordedLog: LogSink {
    private let records = Mutex<[LogRecord]>([])

    func write(_ record: LogRecord) { records.withLock { $0.append(record) } }

    /// The records of a level that have the port among their facts.
    func count(naming port: Int, at level: LogLevel) -> Int {
        records.withLock { records in
            records.count { $0.level == level && $0.fields.contains { $0 == ("port", String(port)) } }
        }
    }
}
