// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives
import Wire

extension ServerClient {
    /// The newest runs.
    package func runs(
        of project: ProjectName? = nil, kind: String? = nil, state: RunState? = nil, limit: Int = 50
    ) async throws -> [Run] {
        try await list(
            "v1", "runs", query: [("project", project?.text), ("kind", kind), ("state", state?.rawValue)], upTo: limit)
    }

    /// A run by its whole ID or the last 8 or more characters of it.
    package func run(_ id: String) async throws -> Run { try await call(.get, Self.target("v1", "runs", id)) }

    package func cancel(_ id: String) async throws -> Run {
        try await call(.post, Self.target("v1", "runs", id, "cancel"))
    }

    package func answer(_ id: String, _ answer: Question.Answer) async throws -> Run {
        try await call(.post, Self.target("v1", "runs", id, "answer"), body: RunAnswer(answer: answer))
    }

    /// The recorded log of a run's steps, or of one of them.
    package func log(ofRun id: String, step: String? = nil, deliver: ([UInt8]) async throws -> Void) async throws {
        let response = try await send(.get, Self.target("v1", "runs", id, "log", query: [("step", step)]))
        while let bytes = try await response.nextBody() { try await deliver(bytes) }
    }

    /// The events of a run after a cursor, as the server streams them.
    ///
    /// The server sends a comment every 15 seconds when it has nothing to say, so a longer silence means that it is gone,
    /// however that went unnoticed: `response_timed_out`, after which a follower connects again.
    func events(ofRun id: RunID, after cursor: Int64?) async throws -> HTTPClientResponse {
        try await send(
            .get, Self.target("v1", "runs", id.description, "events", query: [("after", cursor.map(String.init))]),
            timeouts: HTTPTimeouts(idle: .seconds(45)))
    }
}
