// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Workflows

extension Call {
    /// On whose behalf, and under which key, a run is asked for; throws `invalid_argument` for a key that is none.
    var runRequest: RunRequest { get throws { try operation.runRequest(of: try principal, exchange) } }
}

extension Operation {
    /// A key is the caller's own for this operation: nobody gets another's run by guessing it, or by being given the name of
    /// somebody who has left.
    func runRequest(of caller: Principal, _ exchange: Exchange) throws -> RunRequest {
        guard let key = exchange.request.headers["Idempotency-Key"] else { return RunRequest(actor: caller.name) }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Failure(
                .invalidArgument, "the Idempotency-Key can't be used",
                hint: "use 1 to 255 visible ASCII characters, e.g. a UUID")
        }
        let owner = caller.user?.id.description ?? caller.name
        return RunRequest(actor: caller.name, idempotencyKey: "\(owner)/\(name)/\(key)")
    }
}

extension Operation {
    /// POST or DELETE with a JSON body that starts a run.
    static func start<Body: Value>(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .post,
        query: [any DeclaredParameter] = [], upTo limit: Int = 1 << 20,
        _ body: @escaping @Sendable (Call, Body) async throws -> Run
    ) -> Operation {
        .send(
            path, name, access, summary, method: method, status: .accepted, query: query, traits: [.keyed], upTo: limit,
            body)
    }

    /// POST or DELETE without a body that starts a run.
    static func start(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .post,
        query: [any DeclaredParameter] = [], traits: Set<Trait> = [],
        _ body: @escaping @Sendable (Call) async throws -> Run
    ) -> Operation {
        .act(
            path, name, access, summary, method: method, status: .accepted, query: query,
            traits: traits.union([.keyed]), body)
    }
}
