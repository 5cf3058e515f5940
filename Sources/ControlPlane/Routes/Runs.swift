// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import OpenAPI
import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    var runOperations: [Operation] {
        [
            .list(
                "/v1/runs", "listRuns", .known,
                "Runs that the caller may see, newest first, each with those of its steps that run or failed",
                query: [.project, .state, .kind]
            ) { call in
                var filter = RunFilter(kind: try call.query(.kind), state: try call.query(.state))
                if let name = try call.query(.project) {
                    let project = try await database.lookUp { try ProjectStore().find(named: name, on: $0) }
                    guard let project, try call.principal.may(.view, on: project) else {
                        throw Failure(.projectNotFound, "there is no project named '\(name)'")
                    }
                    filter.projectID = project.id
                } else if try !call.principal.may(.view) {
                    filter.among = try await visibleProjects(of: try call.principal).map(\.id)
                }
                return try await runs(call, filter)
            },
            .read(
                "/v1/runs/{run}", "getRun", .run(.view), "One run, with all its steps", traits: [.brief]
            ) { call in try call.run },
            .act(
                "/v1/runs/{run}/cancel", "cancelRun", .run(.deploy), "Asks for a run's cancellation"
            ) { call in try await engine.cancel(try call.run.id) },
            .start(
                "/v1/runs/{run}/retry", "retryRun", .run(.deploy), "Starts the same again, when a run did not succeed"
            ) { call in try await engine.retry(try call.run.id, try call.runRequest) },
            .send(
                "/v1/runs/{run}/answer", "answerRun", .run(.deploy), "Answers what a run asks"
            ) { (call, request: RunAnswer) in try await engine.answer(try call.run.id, request.answer) },
            .stream(
                "/v1/runs/{run}/log", "getRunLog", .run(.view), "What a run wrote, as text", query: [.step, .offset],
                answers: [.text("The log")]
            ) { call in
                let (run, step) = (try call.run.id, try call.query(.step))
                let start = Int64(try call.query(.offset) ?? 0)
                var log = RunLogReader(run: run, step: step, range: start..<Int64.max, database: database)
                // Read before the status is out: what fails here is still a problem.
                var chunk = try await log.next()
                try await call.exchange.start(headers: ["Content-Type": "text/plain; charset=utf-8"])
                while let piece = chunk {
                    try await call.exchange.write(piece.bytes)
                    chunk = try await log.next()
                }
            },
        ]
    }

    /// A page of runs, newest first.
    func runs(_ call: Call, _ filter: RunFilter) async throws -> Page<Run> {
        let page = try call.page
        var filter = filter
        filter.limit = page.limit + 1
        filter.before = try page.place(in: "runs") { RunID($0) }
        return try page.page(of: try await engine.runs(filter), in: "runs") { $0.id.description }
    }
}
