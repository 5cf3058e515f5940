// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What was told, in its order.
package final class Collected<Element: Sendable>: Sendable {
    private let state = Mutex<[Element]>([])

    package init() {}

    package func add(_ element: Element) { state.withLock { $0.append(element) } }

    package var all: [Element] { state.withLock(\.self) }
}
