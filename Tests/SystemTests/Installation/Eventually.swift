// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Waits until something holds, at most a minute; records an issue when it never does.
func eventually(
    _ what: Comment = "it did not come true within a minute", _ holds: () async throws -> Bool
) async throws {
    for _ in 0..<600 {
        if try await holds() { return }
        try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record(what)
}
