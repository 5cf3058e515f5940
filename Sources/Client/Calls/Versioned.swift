// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Wire

/// A resource as it was read, with the mark by which a later change finds out that somebody else was faster.
package struct Versioned<Value: Sendable>: Sendable {
    package var value: Value
    /// Its ETag (RFC 9110 §8.8.3); nil from a server that gives none.
    package var mark: String?
}

extension ServerClient {
    func read<Value: Codable & Sendable>(_ target: String) async throws -> Versioned<Value> {
        let response = try await send(.get, target)
        let mark = response.headers["ETag"]
        return Versioned(value: try await decode(Value.self, from: response, to: "GET \(target)"), mark: mark)
    }

    /// Changes what was read; throws `precondition_failed` when it has changed meanwhile.
    func change<Answer: Decodable>(
        _ target: String, _ body: some Encodable, ifStill mark: String?, as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        var headers: HTTPHeaders = ["Content-Type": "application/json"]
        if let mark { headers.add("If-Match", mark) }
        let request = HTTPClientRequest(
            .patch, target, headers: headers, body: .bytes(Array(try JSONText.encode(body).utf8)))
        return try await decode(type, from: try await send(request), to: "PATCH \(target)")
    }
}
