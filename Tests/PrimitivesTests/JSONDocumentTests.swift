// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
import TestKit
import Testing

@Suite struct JSONDocumentTests {
    private struct Carrier: Codable, Equatable {
        var name: String
        var document: JSONDocument
        var documents: [JSONDocument?]
    }

    private static let text = #"{"a":[1,{"b":null}],"c":"é\n\"","d":1.5}"#

    @Test func isWrittenAsItsTextWhereverItStands() throws {
        let document = try JSONDocument(encoding: JSONText.parse(Self.text))
        #expect(document.text == Self.text)
        #expect(try JSONText.encode(document) == Self.text)
        let carrier = Carrier(name: "x", document: document, documents: [document, nil, .null])
        let written = try JSONText.encode(carrier)
        #expect(written == #"{"document":\#(Self.text),"documents":[\#(Self.text),null,null],"name":"x"}"#)
        #expect(try JSONText.encode(["b": document, "a": .null]) == #"{"a":null,"b":\#(Self.text)}"#)
    }

    /// What the product's own writer passes on, other coders take apart and put together.
    @Test func otherCodersReadAndWriteItToo() throws {
        let document = try JSONDocument(encoding: JSONText.parse(Self.text))
        let carrier = Carrier(name: "x", document: document, documents: [document, .null])
        #expect(try JSONText.decode(Carrier.self, from: JSONText.encode(carrier)).document == document)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(carrier), as: UTF8.self) == (try JSONText.encode(carrier)))
    }

    @Test func spellingAndOrderDoNotMakeADifference() throws {
        let one = try JSONText.decode(JSONDocument.self, from: #"{ "b" : 1.0, "a" : "\u0041" }"#)
        let other = try JSONText.decode(JSONDocument.self, from: #"{"a":"A","b":1}"#)
        #expect(one == other)
        #expect(one.text == #"{"a":"A","b":1}"#)
        #expect(one["b"]?.integer == 1 && one["c"] == nil)
    }

    @Test func refusesWhatJSONHasNoTextFor() {
        #expect(throws: (any Error).self) { try JSONDocument(encoding: JSONValue.number(.infinity)) }
        #expect { try JSONDocument.stored("{").value() } throws: { ($0 as? Failure)?.code == .invalidJSON }
    }
}
