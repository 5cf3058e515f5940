// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension LiveControlPlane {
    /// An answer over TCP with its fields.
    struct NetworkAnswer {
        var status: Int
        var headers: HTTPHeaders
        var text: String

        var json: JSONValue { (try? JSONText.decode(JSONValue.self, from: text)) ?? .null }
        /// Of a problem.
        var code: String? { json["code"]?.string }

        func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
            try JSONText.decode(type, from: text)
        }
    }

    /// Asks as anybody can: over the network, as whom the fields say.
    func fromNetwork(
        _ method: HTTPMethod = .get, _ target: String, _ body: String? = nil, headers: HTTPHeaders = [:],
        and more: HTTPHeaders = [:]
    ) async throws -> NetworkAnswer {
        var fields = headers
        fields.add(contentsOf: more)
        if body != nil { fields.add("Content-Type", "application/json") }
        let response = try await HTTPClient().request(
            to: network,
            HTTPClientRequest(method, target, headers: fields, body: body.map { .bytes(Array($0.utf8)) } ?? .none))
        return NetworkAnswer(
            status: response.status.code, headers: response.headers,
            text: String(decoding: try await response.collect(), as: UTF8.self))
    }
}
