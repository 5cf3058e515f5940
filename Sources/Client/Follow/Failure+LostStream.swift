// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension Failure {
    /// Whether a stream's connection broke, as opposed to the server having answered with a failure.
    var isLostStream: Bool {
        [.connectionClosed, .connectTimedOut, .responseTimedOut, .serverNotRunning, .invalidResponse].contains(code)
    }
}
