// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import HTTP
import Primitives
import Testing
import Wire

@Suite struct ProblemTests {
    @Test func carriesAFailureThereAndBack() throws {
        let failure = Failure(
            FailureCode("build_failed", .rejected), "the build command failed", hint: "read the log",
            metadata: [.init("log", "a"), .init("log", "b")],
            cause: Failure(FailureCode("io_failed", .unavailable), "can't read x"), retry: .after(.seconds(3)))
        let response = ControlPlane.response(for: failure)
        #expect(response.status.code == 422)
        #expect(response.headers["Content-Type"] == "application/problem+json")
        #expect(response.headers["Retry-After"] == "3")
        #expect(try JSONText.decode(Problem.self, from: response.body).failure == failure)
    }

    @Test func readsWhatHTTPItselfAnswers() throws {
        let failure = Failure(.payloadTooLarge, "too large", cause: Failure(.ioFailed, "x"))
        let response = ProblemDocument.response(for: failure)
        let read = try JSONText.decode(Problem.self, from: response.body).failure
        #expect(read.code == .payloadTooLarge)
        #expect(read.cause != nil)
    }
}
