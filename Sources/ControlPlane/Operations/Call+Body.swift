// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import OpenAPI
import Primitives

extension Call {
    /// Codings that request bodies may have.
    private static let codings: Set<ContentCoding> = [.gzip, .zstd, .brotli]
    /// Above this a body is not read a second time for members that nobody knows: it is a machine's.
    private static let checkedBytes = 1 << 20
    /// Elements and members of a body: twice as many as the longest list of digests has.
    private static let mostValues = 1 << 20

    /// The body as a value. Throws `unsupported_media_type`, `invalid_json`, `unknown_member`, `payload_too_large`, and
    /// `too_many_requests` when too much is on its way already.
    func decodeBody<Body: Decodable>(as type: Body.Type = Body.self, upTo limit: Int) async throws -> Body {
        let media = exchange.request.headers["Content-Type"] ?? ""
        guard media.prefix(while: { $0 != ";" && $0 != " " }).lowercased() == "application/json" else {
            throw Failure(
                .unsupportedMediaType, "\(operation.name) takes application/json, not '\(media.prefix(100))'",
                hint: "send the header Content-Type: application/json")
        }
        let share = BodyBudget.Share(of: caller?.user?.id, in: gate.bodies)
        defer { share.giveBack() }
        let bytes = try await exchange.collectBody(upTo: limit, decoding: Self.codings, growing: share.grow)
        guard JSONText.hasFewerSeparators(than: Self.mostValues, in: bytes) else {
            throw Failure(
                .payloadTooLarge, "the body has more than \(Self.mostValues) values", hint: "send it in parts",
                metadata: [.init("limit", "\(Self.mostValues)")])
        }
        let body = try JSONText.decode(type, from: bytes)
        if bytes.count <= Self.checkedBytes, let schema = try operation.body?.schema() {
            try MemberCheck.check(try JSONText.decode(JSONValue.self, from: bytes), against: schema)
        }
        return body
    }
}

/// Refuses members that a type doesn't have: a misspelt name must not be a silent default.
enum MemberCheck {
    /// Throws `unknown_member`.
    static func check(_ value: JSONValue, against schema: Schema, at place: String = "") throws {
        switch (value, schema) {
        case (_, .named(_, let inner)), (_, .optional(let inner)): try check(value, against: inner, at: place)
        case (.object(let members), .object(let object)):
            for (name, member) in members {
                guard let known = object.members.first(where: { $0.name == name }) else {
                    let names = object.members.map(\.name)
                    let near = Suggestion.nearest(to: name, among: names)
                    throw Failure(
                        .unknownMember, "'\(place + name.prefix(100))' is not known here",
                        hint: near.map { "did you mean '\($0)'?" }
                            ?? (names.isEmpty ? "send {}" : "use \(names.joined(separator: ", "))"))
                }
                try check(member, against: known.schema, at: place + name + ".")
            }
        case (.object(let members), .map(let element)):
            for (name, member) in members { try check(member, against: element, at: place + name + ".") }
        case (.array(let elements), .array(let element)):
            for (index, item) in elements.enumerated() { try check(item, against: element, at: "\(place)\(index).") }
        case (_, .oneOf(let choices)):
            var refusals: [any Error] = []
            for choice in choices {
                do { return try check(value, against: choice, at: place) } catch { refusals.append(error) }
            }
            if let refusal = refusals.first { throw refusal }
        default: break
        }
    }
}
