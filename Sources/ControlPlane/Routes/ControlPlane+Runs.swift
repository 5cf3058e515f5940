// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
package import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    func addRunRoutes(to router: inout Router) {
        router.get("/v1/runs") { exchange in
            var filter = RunFilter(limit: try exchange.integer("limit", in: 1...1000) ?? 50)
            filter.state = try exchange.choice("state")
            if let name = exchange.request.query["project"] {
                let name = try ProjectName(name)
                filter.projectID = try await database.read { try ProjectStore().require(named: name, on: $0).id }
            }
            if let before = exchange.request.query["before"] { filter.before = try await run(before).id }
            try await exchange.respond(json: try await engine.runs(filter))
        }

        router.get("/v1/runs/:id") { exchange in
            try await exchange.respond(json: try await run(try exchange.parameter("id")))
        }

        router.post("/v1/runs/:id/cancel") { exchange in
            let run = try await run(try exchange.parameter("id"))
            try await exchange.respond(json: try await engine.cancel(run.id))
        }

        router.post("/v1/runs/:id/answer") { exchange in
            let run = try await run(try exchange.parameter("id"))
            let request = try await exchange.decodeBody(as: RunAnswer.self)
            try await exchange.respond(json: try await engine.answer(run.id, request.answer))
        }

        router.get("/v1/runs/:id/log") { exchange in
            let run = try await run(try exchange.parameter("id"))
            let step = exchange.request.query["step"]
            try await exchange.start(headers: ["Content-Type": "text/plain; charset=utf-8"])
            var log = RunLogReader(run: run.id, step: step, database: database)
            while let chunk = try await log.next() { try await exchange.write(chunk.bytes) }
        }
    }

    /// A run by its whole ID or the last eight or more characters of it; throws `run_not_found`, `run_ambiguous`.
    func run(_ text: String) async throws -> Run {
        if let id = RunID(text.lowercased()) { return try await engine.run(id) }
        let found = try await database.read { try RunStore().find(endingIn: text, on: $0) }
        guard let run = found.first else {
            throw Failure(
                .runNotFound, "there is no run '\(text)'",
                hint: "give the whole ID or at least its last 8 characters; 'dextra runs' lists them")
        }
        guard found.count == 1 else {
            throw Failure(
                .runAmbiguous, "\(found.count) runs end in '\(text)'", hint: "give more characters of the ID",
                metadata: found.map { .init("run", "\($0.id)") })
        }
        return run
    }
}

extension FailureCode {
    package static let runAmbiguous = FailureCode("run_ambiguous", .conflict)
}
