// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
import Testing

@Suite struct TimestampTests {
    @Test func textIsRFC3339() {
        let time = Timestamp(millisecondsSinceEpoch: 1_795_204_514_007)
        #expect(time.description == "2026-11-20T19:55:14.007Z")
        #expect(Timestamp(time.description) == time)
        for text in ["yesterday", "2026-11-20T19:55:14", "2026-11-20T19:55:14.Z", "2026-11-20T19:55:14.x7Z", ""] {
            #expect(Timestamp(text) == nil)
        }
        #expect(Timestamp("2026-11-20T19:55:14.5Z")?.millisecondsSinceEpoch == 1_795_204_514_500)
        #expect(Timestamp(millisecondsSinceEpoch: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func everyMillisecondRoundTrips() {
        for offset in 0..<2000 {
            let time = Timestamp(millisecondsSinceEpoch: 1_795_204_514_000 + Int64(offset))
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func textIsWhatFoundationWrites() throws {
        var random = SystemRandomNumberGenerator()
        let style = Date.ISO8601FormatStyle()
        // From 1583, before which Foundation goes by the Julian calendar, to the end of 9999; closely around turns of years
        // and ends of February too.
        let (first, last): (Int64, Int64) = (-12_212_553_600, 253_402_300_799)
        let turns = [first, -11_670_998_400, 951_782_400, 1_709_164_800, 4_107_542_400, last]
        let near = turns.flatMap { turn in (-3...3).map { turn + $0 * 43_200 } }
        let seconds =
            near.filter { (first...last).contains($0) }
            + (0..<20_000).map { _ in Int64.random(in: first...last, using: &random) }
        for second in seconds {
            let time = Timestamp(millisecondsSinceEpoch: second * 1000 + 7)
            let text = Date(timeIntervalSince1970: Double(second)).formatted(style)
            #expect(time.description == text.dropLast() + ".007Z")
            #expect(Timestamp(time.description) == time)
            #expect(Timestamp(text)?.millisecondsSinceEpoch == second * 1000)
        }
    }

    @Test func whatIsBeyondTheLastMomentIsTheLast() {
        let (first, last) = (Timestamp(millisecondsSinceEpoch: .min), Timestamp(millisecondsSinceEpoch: .max))
        #expect(last + .milliseconds(1) == last && first + .milliseconds(-1) == first)
        #expect(last - first == .milliseconds(Int64.max) - .milliseconds(Int64.min))
        let longest = Duration.seconds(Int64.max)
        #expect(longest.wholeMilliseconds == .max && (Duration.zero - longest).wholeMilliseconds == .min)
        #expect(Timestamp(millisecondsSinceEpoch: 0) + longest == last)
        #expect(Duration.milliseconds(Int64.max).wholeMilliseconds == .max)
        #expect(Duration.milliseconds(Int64.min).wholeMilliseconds == .min)
        #expect(Duration.milliseconds(-1500).wholeMilliseconds == -1500)
    }

    @Test func farYearsHaveTheirDigits() {
        let day: Int64 = 86_400_000
        #expect(Timestamp(millisecondsSinceEpoch: 2_932_897 * day).description == "10000-01-01T00:00:00.000Z")
        #expect(Timestamp(millisecondsSinceEpoch: -719_528 * day).description == "0000-01-01T00:00:00.000Z")
        #expect(Timestamp(millisecondsSinceEpoch: -719_529 * day).description == "-0001-12-31T00:00:00.000Z")
        for extreme in [Int64.min, .max] {
            #expect(!Timestamp(millisecondsSinceEpoch: extreme).description.isEmpty)
        }
    }

    @Test(arguments: [
        "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z", "2026-1-01T00:00:00Z", "2026-01-01T00:00:00+00:00Z",
        "+026-01-01T00:00:00Z", "2026-01-01T00:00:00.1.2Z", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00z",
        "2026-01-01T00:00:0\u{661}Z", "20260101T000000Z....", "2026-01-01T00:00:00.5",
    ]) func whatIsNoMomentIsRefused(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func damagedTextNeverReadsAsAnotherMoment() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var bytes = Array("2026-11-20T19:55:14.007Z".utf8)
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            if Bool.random(using: &random) { bytes.remove(at: Int.random(in: bytes.indices, using: &random)) }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let time = Timestamp(text) else { continue }
            #expect(time.description.prefix(19) == text.prefix(19))
        }
    }

    @Test func arithmeticIsInMilliseconds() {
        let time = Timestamp(millisecondsSinceEpoch: 1000)
        #expect((time + .milliseconds(250)).millisecondsSinceEpoch == 1250)
        #expect(time + .seconds(1) - time == .seconds(1))
    }
}
