// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

/// Expects a failure with this code, and gives it for a closer look.
@discardableResult
func expectFailure(
    _ code: FailureCode, at place: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> Failure? {
    do {
        try await body()
        Issue.record("nothing was thrown, \(code) was expected", sourceLocation: place)
        return nil
    } catch {
        let failure = error as? Failure
        #expect(failure?.code == code, "\(error)", sourceLocation: place)
        return failure
    }
}
