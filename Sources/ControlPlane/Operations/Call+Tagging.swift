// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Hashing
import Primitives
import Storage

extension Call {
    /// Answers with an entity tag, or 304 for who has it already.
    ///
    /// - revision: what tells its states apart, when that is not all of it.
    func respond(tagging answer: some Encodable, as revision: Revision? = nil) async throws {
        let body = try JSONText.bytes(of: answer)
        try await respond(tagging: body, revision.map { "\"\($0)\"" } ?? EntityTag.of(body))
    }

    /// Answers with the state of what a change is conditional on, and more that changes by itself.
    ///
    /// The tag is that of the whole answer, so that 304 is true; ``condition`` goes by the state alone.
    func respond(tagging answer: some Encodable, changedFrom revision: Revision) async throws {
        let body = try JSONText.bytes(of: answer)
        try await respond(tagging: body, EntityTag.of(body, changedFrom: revision))
    }

    /// The same for JSON that is there already. Throws `precondition_failed` for who asked for another state of it.
    func respond(tagging body: [UInt8], _ tag: String) async throws {
        let validators = Validators(entityTag: tag)
        if Preconditions.weigh(exchange.request, against: validators) == .failed {
            throw Failure(
                .preconditionFailed, "it is in another state than the one that was asked for",
                hint: "read it without If-Match", metadata: [.init("entity_tag", tag)])
        }
        var headers: HTTPHeaders = ["Cache-Control": "no-cache", "ETag": tag, "Vary": "Authorization, Cookie"]
        if try await exchange.answersConditions(of: validators, headers: headers) { return }
        headers.add("Content-Type", "application/json")
        try await exchange.respond(HTTPResponse(.ok, headers: headers, body: body))
    }

    /// What `If-Match` asks for.
    var condition: EntityCondition {
        guard let field = exchange.request.headers["If-Match"], field != "*" else { return .none }
        let tags = field.split(separator: ",").map { tag in
            Revision(String(tag.filter { $0 != " " && $0 != "\"" }.prefix { $0 != EntityTag.separator }))
        }
        return .unchanged(since: Set(tags))
    }
}

/// Strong entity tags of JSON: equal exactly when the bytes are.
enum EntityTag {
    /// Between the revision that changes are conditional on and the digest of the rest. No revision has it.
    static let separator: Character = "."

    static func of(_ body: [UInt8]) -> String { "\"\(SHA256.hex(of: body).prefix(32))\"" }

    static func of(_ body: [UInt8], changedFrom revision: Revision) -> String {
        "\"\(revision)\(separator)\(SHA256.hex(of: body).prefix(32))\""
    }
}
