// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Synchronization

/// Lines as they come.
package final class Collected: Sendable {
    private let state = Mutex<[LogLine]>([])

    package init() {}

    package func add(_ line: LogLine) { state.withLock { $0.append(line) } }

    package var lines: [LogLine] { state.withLock(\.self) }
    package var texts: [String] { lines.map(\.text) }
}
