// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Log records on standard error, one write per line so that processes sharing it don't interleave within a line.
package struct StandardErrorSink: LogSink {
    private let format: LogFormat

    package init(format: LogFormat) { self.format = format }

    package func write(_ record: LogRecord) {
        let line = Array((format.line(record) + "\n").utf8)
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
