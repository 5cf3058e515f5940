// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Testing

/// Expects a failure with this code, and gives it for a closer look.
@discardableResult
package func expectFailure(
    _ code: FailureCode, at place: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> Failure? {
    await expectFailure(code.name, at: place, body)
}

/// Expects a failure with the code of this name, which need not be known here.
@discardableResult
package func expectFailure(
    _ code: String, at place: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async -> Failure? {
    do {
        try await body()
        Issue.record("nothing was thrown, \(code) was expected", sourceLocation: place)
        return nil
    } catch {
        let failure = error as? Failure
        #expect(failure?.code.name == code, "\(error)", sourceLocation: place)
        return failure
    }
}
