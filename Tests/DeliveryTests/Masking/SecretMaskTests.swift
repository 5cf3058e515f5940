// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import Primitives
import TestKit
import Testing

@Suite struct SecretMaskTests {
    private let mask = SecretMask([Redacted("hunter2"), Redacted("hunter2-and-more"), Redacted("abc")])

    @Test func hidesValuesAndPrefersTheLongest() {
        #expect(mask.masked("a hunter2, b hunter2-and-more.") == "a ••••, b ••••.")
    }

    @Test func leavesShortValuesAlone() { #expect(mask.masked("abc") == "abc") }

    @Test func hidesEachLineOfALongValue() {
        let key = SecretMask([Redacted("-----BEGIN-----\nc2VjcmV0\n-----END-----")])
        #expect(key.masked("read c2VjcmV0 from the file") == "read •••• from the file")
    }

    @Test func hidesInEveryPartOfAFailure() {
        let failure = Failure(
            .internalError, "hunter2 failed", hint: "not hunter2", metadata: [.init("log", "hunter2")],
            cause: Failure(.ioFailed, "hunter2"))
        let text = (try? JSONText.encode(mask.masked(failure))) ?? "hunter2"
        #expect(!text.contains("hunter2"))
    }

    /// A secret is found wherever the stream is cut, and nothing else changes.
    @Test(arguments: 0...40)
    func findsSecretsAcrossPieces(cut: Int) {
        let text = Array("xx hunter2 hunter2-and-m hunter2-and-more hunt".utf8)
        var stream = MaskingStream(mask)
        let shown = stream.add(text.prefix(cut)) + stream.add(text.dropFirst(cut)) + stream.finish()
        #expect(String(decoding: shown, as: UTF8.self) == "xx •••• ••••-and-m •••• hunt")
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func findsSecretsInPiecesOfAnySize(seed: UInt64) {
        let random = RandomSource.seeded(seed)
        let mask = SecretMask([Redacted("aaab"), Redacted("abab"), Redacted("babaab")])
        let text = (0..<400).map { _ in UInt8(ascii: random.next() % 3 == 0 ? "b" : "a") }
        var stream = MaskingStream(mask)
        var shown: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            let size = Int(random.next() % 9)
            shown += stream.add(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        shown += stream.finish()
        #expect(String(decoding: shown, as: UTF8.self) == mask.masked(String(decoding: text, as: UTF8.self)))
        #expect(!String(decoding: shown, as: UTF8.self).contains("aaab"))
    }
}
