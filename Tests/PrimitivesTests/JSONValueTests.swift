// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct JSONValueTests {
    @Test(arguments: [
        "null", "true", "0", "-1", "9223372036854775807", "1.5", "\"\"", "\"a\\nb\"", "[]", "[1,[2,{}]]",
        "{\"a\":{\"b\":[null,false]}}",
    ])
    func textRoundTrips(text: String) throws {
        #expect(try JSONText.encode(JSONText.decode(JSONValue.self, from: text)) == text)
    }

    @Test(arguments: ["", "{", "[1 2]", "nul", "{\"a\" 1}", "\u{0}"])
    func refusesWhatIsNoJSON(text: String) {
        #expect { try JSONText.decode(JSONValue.self, from: text) } throws: { ($0 as? Failure)?.code == .invalidJSON }
    }

    @Test func saysWhereTheShapeIsWrong() throws {
        struct Order: Decodable { var items: [Int] }
        let failure = try #require(throws: Failure.self) {
            try JSONText.decode(Order.self, from: "{\"items\":[1,\"two\"]}")
        }
        #expect(failure.message.contains("items"))
    }

    @Test func numbersAreTrueNumbers() throws {
        let value = try JSONText.decode(JSONValue.self, from: "[true, 1, 1.0, 1.25]")
        #expect(value[0]?.bool == true)
        #expect(value[1]?.integer == 1)
        #expect(value[1]?.bool == nil)
        #expect(value[2]?.integer == 1)
        #expect(value[3]?.integer == nil)
    }
}
