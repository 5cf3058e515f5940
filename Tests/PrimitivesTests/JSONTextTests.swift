// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
import Testing

/// What is written and read by hand is held against Foundation.
@Suite struct JSONTextTests {
    private static func foundation(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private struct Everything: Codable, Equatable {
        var zulu = "z/\"\\\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é\u{1F600}\u{2028}"
        var bytes: [UInt8] = [0, 255]
        var numbers = [Int64.min, .max, 0, -1]
        var large = UInt64.max
        var small = Int8.min
        var half = 0.5
        var whole = 100.0
        var tiny = Double.leastNonzeroMagnitude
        var huge = Double.greatestFiniteMagnitude
        var single: Float = 0.1
        var none: Int?
        var some: Int? = 3
        var gaps: [Int?] = [nil, 1]
        var yes = true
        var times = [Timestamp(millisecondsSinceEpoch: 7)]
        var nested: [String: [String: [Bool]]] = ["b": ["y": [true], "x": []], "a": [:], "": ["é": [false]]]
        var numbered: [Int: String] = [2: "b"]
        var duration = Duration.milliseconds(1500)
        var choice = Choice.left(depth: 2)
        var inner = Inner()
        var empty = Empty()
        var alpha = [Inner(), Inner(b: 1, a: nil)]
    }

    private enum Choice: Codable, Equatable { case left(depth: Int), right }
    private struct Empty: Codable, Equatable {}
    private struct Inner: Codable, Equatable {
        var b = 2
        var a: String? = "a"
    }

    /// Asks for its container twice, as a value made of two does.
    private struct Joined: Encodable {
        private enum Keys: String, CodingKey { case first, second, list, nested }

        func encode(to encoder: any Encoder) throws {
            var one = encoder.container(keyedBy: Keys.self)
            try one.encode(1, forKey: .second)
            try one.encode([3, 4], forKey: .list)
            var list = one.nestedUnkeyedContainer(forKey: .nested)
            try list.encode(1)
            var deep = list.nestedContainer(keyedBy: Keys.self)
            try deep.encode("x", forKey: .second)
            try deep.encode(0.25, forKey: .first)
            var deeper = list.nestedUnkeyedContainer()
            try deeper.encodeNil()
            try list.encode(list.count)
            var two = encoder.container(keyedBy: Keys.self)
            try two.encodeNil(forKey: .first)
        }
    }

    private struct Silent: Encodable { func encode(to encoder: any Encoder) {} }

    @Test func textIsWhatFoundationWrites() throws {
        let value = Everything()
        #expect(try JSONText.encode(value) == Self.foundation(value))
        #expect(try JSONText.decode(Everything.self, from: JSONText.encode(value)) == value)
        #expect(try JSONText.encode(Joined()) == Self.foundation(Joined()))
        #expect(try JSONText.encode([Silent(), Silent()]) == "[{},{}]")
        for plain in ["", "x", "\u{0}"] { #expect(try JSONText.encode(plain) == Self.foundation(plain)) }
        #expect(try JSONText.encode(Int?.none) == "null")
        #expect(try JSONText.bytes(of: value) == Array(JSONText.encode(value).utf8))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatIsNoNumberIsRefused(_ number: Double) {
        #expect(throws: EncodingError.self) { try JSONText.encode(["a": number]) }
        #expect(throws: EncodingError.self) { try JSONText.encode([number]) }
        #expect(throws: EncodingError.self) { try JSONText.encode(number) }
    }

    @Test func anyDocumentIsWrittenAndReadAsFoundationDoes() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let value = Self.document(depth: 4, &random)
            let text = try Self.foundation(value)
            #expect(try JSONText.encode(value) == text)
            #expect(try JSONText.parse(text) == JSONText.decode(JSONValue.self, from: text))
            #expect(try JSONText.parse(JSONText.encodePretty(value)) == JSONText.parse(text))
        }
    }

    @Test func aNumberIsTheNearestThatThereIs() throws {
        var random = SystemRandomNumberGenerator()
        func digits(_ count: ClosedRange<Int>) -> String {
            String((0..<Int.random(in: count, using: &random)).map { _ in "0123456789".randomElement(using: &random)! })
        }
        for _ in 0..<20_000 {
            let exponent = Bool.random(using: &random) ? "" : "e\(Int.random(in: -330...280, using: &random))"
            let text = "\(Int.random(in: 1...9, using: &random))\(digits(0...24)).\(digits(1...24))\(exponent)"
            #expect(try Self.number(JSONText.parse(text)) == Double(text), "\(text)")
        }
        #expect(try JSONText.parse("29597385785232274.8") == .integer(29_597_385_785_232_276))
    }

    @Test func damagedTextIsReadOrRefusedAsFoundationDoes() throws {
        var random = SystemRandomNumberGenerator()
        let marks = Array("{}[]:,\"\\u0019eE+-. tfn\n/bdD8".utf8)
        for _ in 0..<20_000 {
            var bytes = Array(try Self.foundation(Self.document(depth: 3, &random)).utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = marks.randomElement(using: &random) ?? 0
                case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
                default: if bytes.count > 1 { bytes.remove(at: place) }
                }
            }
            guard let text = String(validating: bytes, as: UTF8.self) else { continue }
            let (ours, theirs) = (try? JSONText.parse(text), try? JSONText.decode(JSONValue.self, from: text))
            // What Foundation lets pass: a comma too many, and anything in a member of a name that it has read already.
            let dense = text.filter { !" \n".contains($0) }
            if ours == nil, dense.contains(",}") || dense.contains(",]") || Self.hasNameTwice(dense) { continue }
            let isSame = ours.flatMap { ours in theirs.map { Self.isSame(ours, $0) } } ?? (ours == theirs)
            #expect(isSame, "\(text)")
        }
    }

    private static func hasNameTwice(_ dense: String) -> Bool {
        let names = dense.matches(of: #/"((?:[^"\\]|\\.)*)":/#).map(\.output.1)
        return Set(names).count < names.count
    }

    @Test func whatAnEarlierMemberHidesIsLookedAtToo() throws {
        for hidden in [#""\u001 ""#, #""\x""#, "01", "{", "nul"] {
            #expect(throws: Failure.self) { try JSONText.parse(#"{"a":1,"a":\#(hidden)}"#) }
        }
        #expect(try JSONText.parse(#"{"a":1,"a":2}"#) == JSONText.decode(JSONValue.self, from: #"{"a":1,"a":2}"#))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "-", "1.", ".5", "1e", "+1", "0x1", "nul", "\"", "\"\\x\"",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\n\"", "1 2", "[1 2]", "'a'", "NaN", "1e999",
        String(repeating: "[", count: 100_000),
    ]) func whatIsNoJSONIsRefused(_ text: String) {
        #expect(throws: Failure.self) { try JSONText.parse(text) }
    }

    @Test func numbersStayExact() throws {
        #expect(try JSONText.parse("9223372036854775807") == .integer(.max))
        #expect(try JSONText.parse("-9223372036854775808") == .integer(.min))
        #expect(try JSONText.parse(" [ -0 , 1.0, 1e3,0.1 ] ") == [0, 1, 1000, .number(0.1)])
        #expect(try JSONText.parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSONText.parse("\"\\ud83d\\ude00\\/\"") == "\u{1F600}/")
    }

    /// Large numbers with a fraction or an exponent are whole for Foundation by their digits, for us by their value; and it
    /// leaves the fraction of those away before it rounds them.
    private static func isSame(_ ours: JSONValue, _ theirs: JSONValue) -> Bool {
        switch (ours, theirs) {
        case (.array(let ours), .array(let theirs)):
            ours.count == theirs.count && zip(ours, theirs).allSatisfy(isSame)
        case (.object(let ours), .object(let theirs)):
            ours.count == theirs.count
                && ours.allSatisfy { name, value in theirs[name].map { isSame(value, $0) } ?? false }
        default:
            if let ours = number(ours), let theirs = number(theirs) {
                ours == theirs || (abs(ours) > 0x1p53 && abs(ours - theirs) <= ours.ulp)
            } else {
                ours == theirs
            }
        }
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    private static func document(depth: Int, _ random: inout SystemRandomNumberGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .integer(Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random))
        case 3: .number(Double.random(in: -1e6...1e6, using: &random))
        case 4, 5: .string(text(&random))
        case 6: .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in document(depth: depth - 1, &random) })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                        (text(&random), document(depth: depth - 1, &random))
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func text(_ random: inout SystemRandomNumberGenerator) -> String {
        let scalars = Array("ab\"\\/\n\u{0}\u{1f}é\u{1F600}Z9_ ".unicodeScalars)
        // Names are compared by their first bytes, then as a whole.
        var text = Bool.random(using: &random) ? "of one family " : ""
        for _ in 0..<Int.random(in: 0..<8, using: &random) {
            text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "x")
        }
        return text
    }
}
