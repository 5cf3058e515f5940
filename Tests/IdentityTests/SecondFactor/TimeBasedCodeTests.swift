// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Primitives
import Testing

@Suite struct TimeBasedCodeTests {
    private let generator = TimeBasedCode(secret: Redacted(Array("12345678901234567890".utf8)))

    @Test(
        "RFC 6238, appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, code: String) {
        let step = TimeBasedCode.step(at: Timestamp(millisecondsSinceEpoch: seconds * 1000))
        #expect(generator.code(at: step, digits: 8) == code)
        #expect(generator.code(at: step) == String(code.suffix(6)))
    }

    @Test(
        "RFC 4226, appendix D",
        arguments: zip(
            0..<10,
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ]))
    func counters(counter: Int, code: String) { #expect(generator.code(at: Int64(counter)) == code) }

    @Test func `a code counts in its own step and in those beside it`() {
        let time = Timestamp(millisecondsSinceEpoch: 1_767_225_600_000)
        let step = TimeBasedCode.step(at: time)
        let found = (-3...3).map { generator.step(of: generator.code(at: step + Int64($0)), at: time) }
        #expect(found == [nil, nil, step - 1, step, step + 1, nil, nil])
        #expect(generator.step(of: "", at: time) == nil)
    }

    @Test(
        "RFC 4648, section 10, without padding",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(text.utf8))
    }

    @Test(arguments: ["a", "1", "MY======", "MZ XQ"]) func `what is no Base32 is not read`(text: String) {
        #expect(Base32.decode(text) == nil)
    }
}
