// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The highest number that was noted.
final class Highest: Sendable {
    private let highest = Mutex(0)

    func note(_ number: Int) { highest.withLock { $0 = max($0, number) } }

    var value: Int { highest.withLock { $0 } }
}
