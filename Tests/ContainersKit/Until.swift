// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Waits until something is so; the test's own time limit ends it else.
package func until(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await TimeSource.system.sleep(for: .milliseconds(20)) }
}
