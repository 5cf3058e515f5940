// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A file descriptor that is closed once: by ``close()`` or with its last owner.
final class OwnedDescriptor: Sendable {
    private let held: Mutex<Int32>

    init(_ number: Int32) { held = Mutex(number) }

    deinit { close() }

    /// The number, -1 after it was closed.
    var number: Int32 { held.withLock { $0 } }

    func close() {
        held.withLock { number in
            if number >= 0 { _ = Glibc.close(number) }
            number = -1
        }
    }
}
