// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Testing

@Suite struct FailureTests {
    private static let brewing = FailureCode("brewing_failed", .rejected)

    @Test func codesCompareByName() {
        #expect(Self.brewing == FailureCode("brewing_failed", .internal))
        #expect(Self.brewing != FailureCode("brewing_stopped", .rejected))
    }

    @Test func surviveJSON() throws {
        let inner = Failure(.ioFailed, "can't read beans", metadata: [.init("path", "/beans")])
        let failure = Failure(
            Self.brewing, "no coffee", hint: "buy beans", metadata: [.init("b", "1"), .init("a", "2")], cause: inner,
            retry: .after(.seconds(2)))
        let copy = try JSONText.decode(Failure.self, from: JSONText.encode(failure))
        #expect(copy == failure)
        #expect(copy.code.category == .rejected)
        #expect(copy.metadata.map(\.key) == ["b", "a"])
    }

    @Test func foreignErrorsKeepTheirWords() throws {
        struct Spill: Error {}
        let failure = Failure(Self.brewing, "no coffee", cause: Spill())
        let copy = try JSONText.decode(Failure.self, from: JSONText.encode(failure))
        #expect(copy.cause == .other("Spill()"))
        #expect(Failure.wrapping(Spill()).code == .internalError)
        #expect(Failure.wrapping(CancellationError()).code == .cancelled)
        #expect(Failure.wrapping(failure) == failure)
    }

    @Test func unavailableIsWorthAnotherTry() {
        #expect(Failure(.ioFailed, "x").isRetryable)
        #expect(!Failure(.notFound, "x").isRetryable)
    }

    @Test func systemErrorsAreToldApart() {
        #expect(Failure.system(ENOSPC, "can't write").code == .diskFull)
        #expect(Failure.system(EACCES, "can't write").code == .permissionDenied)
        #expect(Failure.system(ENOENT, "can't open").code == .notFound)
        #expect(Failure.system(EIO, "can't read").code == .ioFailed)
    }

    @Test func everyCategoryIsAnErrorEverywhere() {
        for category in FailureCategory.allCases {
            #expect((400...599).contains(category.httpStatus))
            #expect(category.exitCode > 0 && category.exitCode < 255)
        }
    }
}
