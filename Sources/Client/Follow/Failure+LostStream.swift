// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Primitives

extension Failure {
    /// Whether the server went away before its answer was complete: what was asked may have been done or not.
    package var isLostServer: Bool {
        [.connectionClosed, .responseTimedOut, .serverNotRunning, .serverUnreachable].contains(code)
    }

    /// Whether a stream's connection broke, as opposed to the server having answered with a failure.
    var isLostStream: Bool {
        isLostServer || [.connectTimedOut, .invalidResponse].contains(code)
    }
}
