// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A path that is written once and read at the process's end.
final class LockedPath: Sendable {
    private let path = Mutex("")

    func set(_ value: String) { path.withLock { $0 = value } }
    func get() -> String { path.withLock { $0 } }
}
