// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Testing

@Suite struct ProblemTests {
    private struct Foreign: Error {}

    private static func keys(_ response: HTTPResponse) throws -> Set<String> {
        guard case .object(let members) = try JSONText.decode(JSONValue.self, from: response.body) else { return [] }
        return Set(members.keys)
    }

    @Test func carriesAFailureThereAndBack() throws {
        let failure = Failure(
            FailureCode("build_failed", .rejected), "the build command failed", hint: "read the log",
            metadata: [.init("log", "a"), .init("log", "b")],
            cause: Failure(FailureCode("io_failed", .unavailable), "can't read x"), retry: .after(.seconds(3)))
        let response = HTTPResponse.problem(failure)
        #expect(response.status.code == 422)
        #expect(response.headers["Content-Type"] == "application/problem+json")
        #expect(response.headers["Retry-After"] == "3")
        let read = try JSONText.decode(Problem.self, from: response.body)
        #expect(read.failure == failure && read.status == 422)
        #expect(read.failure.code.category == .rejected)
    }

    @Test func theDocumentSaysTheStatusItIsSentWith() throws {
        for (failure, status) in [
            (Failure(.payloadTooLarge, "x"), 413), (Failure(.requestTimedOut, "x"), 408),
            (Failure(.methodNotAllowed, "x"), 405), (Failure(.notFound, "x"), 404),
        ] {
            let response = HTTPResponse.problem(failure)
            let read = try JSONText.decode(Problem.self, from: response.body)
            #expect(response.status.code == status && read.status == status)
            // The category isn't lost by a status of HTTP's own.
            #expect(read.failure.code.category == failure.code.category)
        }
    }

    @Test func everyProblemHasTheSameKeys() throws {
        let always: Set<String> = [
            "type", "title", "status", "detail", "code", "category", "metadata", "retryable",
        ]
        #expect(try Self.keys(.problem(Foreign())) == always.union(["hint"]))
        #expect(try Self.keys(.problem(Failure(.invalidRequest, "x"), status: .headersTooLarge)) == always)
        #expect(try Self.keys(.problem(Failure(.notFound, "x"))) == always)
    }

    @Test func aForeignErrorTellsNothingOfItself() throws {
        let response = HTTPResponse.problem(Foreign())
        #expect(response.status == .internalServerError)
        #expect(!String(decoding: response.body, as: UTF8.self).contains("Foreign"))
    }
}
