// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where people reach the server: written once it is bound, read by whoever asks for it.
final class ServedAddress: Sendable {
    private let url = Mutex<String?>(nil)

    var value: String? { url.withLock { $0 } }
    func set(_ value: String?) { url.withLock { $0 = value } }
}
