// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import OpenAPI
import Primitives
import Testing

@Suite struct SchemaProbeTests {
    enum Colour: String, Codable, CaseIterable { case red, green = "Green" }

    struct Inner: Codable {
        var count: UInt8
        var when: Timestamp?
        var note: String?
        var size: Int?
    }

    struct Outer: Codable {
        var name: String
        var share: Double
        var colour: Colour
        var inner: Inner
        var list: [Inner]
        var map: [String: Bool]
        var maybe: Inner?
        var anything: JSONValue

        private enum CodingKeys: String, CodingKey {
            case name, share, colour, inner, list, map
            case maybe = "may_be"
            case anything
        }
    }

    struct Defaulted: Codable {
        var flag: Bool

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            flag = try values.decodeIfPresent(Bool.self, forKey: .flag) ?? true
        }
    }

    struct Checked: Codable {
        var text: String

        init(from decoder: any Decoder) throws {
            text = try decoder.singleValueContainer().decode(String.self)
            guard !text.isEmpty else { throw Failure(.invalidArgument, "empty") }
        }
    }

    struct Boxed<Item: Codable>: Codable { var items: [Item] }

    private func object(_ schema: Schema) -> ObjectSchema? {
        if case .named(_, .object(let object)) = schema { object } else { nil }
    }

    @Test("members, their names, types and whether they may be left out are those of the type")
    func readsMembers() throws {
        let members = try #require(object(try Schema.of(Outer.self))).members
        #expect(members.map(\.name) == ["name", "share", "colour", "inner", "list", "map", "may_be", "anything"])
        #expect(members.filter { !$0.isRequired }.map(\.name) == ["may_be"])
        let byName = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.schema) })
        let inner = try Schema.of(Inner.self)
        #expect(byName["name"] == .string() && byName["share"] == .number && byName["anything"] == .any)
        #expect(byName["colour"] == .named("SchemaProbeTestsColour", .choice(["red", "Green"])))
        #expect(byName["inner"] == inner && byName["may_be"] == inner && byName["list"] == .array(inner))
        #expect(byName["map"] == .map(.boolean))
        #expect(object(inner)?.members.first?.schema == .integer(0...255))
        #expect(object(inner)?.members[1].schema == Timestamp.schema)
        #expect(object(inner)?.members.map(\.isRequired) == [true, false, false, false])
    }

    @Test("a member with a default is not required")
    func readsDefaults() throws {
        #expect(object(try Schema.of(Defaulted.self))?.members == [.init("flag", .boolean, isRequired: false)])
    }

    @Test("generic types are called after what is in them")
    func namesGenerics() throws {
        guard case .named(let name, _) = try Schema.of(Boxed<Inner>.self) else { return #expect(Bool(false)) }
        #expect(name == "SchemaProbeTestsInnerSchemaProbeTestsBoxed")
    }

    @Test("a type that checks what it reads has to say what that is")
    func refusesWhatChecks() {
        #expect(throws: Failure.self) { try Schema.of(Checked.self) }
        #expect(throws: Failure.self) { try Schema.of([Checked].self) }
    }

    @Test("a described type's example is one that it reads")
    func examplesAreRead() throws {
        _ = try JSONText.decode(Failure.self, from: Failure.schemaExample)
        _ = try JSONText.decode(Problem.self, from: Problem.schemaExample)
        _ = try JSONText.decode(Timestamp.self, from: Timestamp.schemaExample)
        _ = try JSONText.decode(Identifier<Outer>.self, from: Identifier<Outer>.schemaExample)
    }
}
