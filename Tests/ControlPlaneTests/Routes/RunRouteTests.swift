// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Model
import Primitives
import Testing
import Wire
import Workflows

@Suite struct RunRouteTests {
    @Test func listsRunsPageByPage() async throws {
        try await LiveControlPlane.with { plane in
            for text in ["one", "two", "three"] { try await plane.delivery.deploy(["index.html": text]) }
            let all = try await plane.ask(.get, "/v1/runs?project=shop").decode(as: Page<Run>.self).items
            #expect(all.count >= 3 && all.map(\.id) == all.map(\.id).sorted(by: >))
            let page = try await plane.ask(.get, "/v1/runs?limit=1").decode(as: Page<Run>.self)
            #expect(page.items == [all[0]])
            let cursor = try #require(page.next)
            let next = try await plane.ask(.get, "/v1/runs?limit=1&cursor=\(cursor)").decode(as: Page<Run>.self)
            #expect(next.items == [all[1]])
            let last = try await plane.ask(.get, "/v1/runs?limit=1000&cursor=\(cursor)").decode(as: Page<Run>.self)
            #expect(last.items == Array(all.dropFirst()) && last.next == nil)
            #expect(try await plane.ask(.get, "/v1/runs?state=failed").text == #"{"items":[]}"#)
            let succeeded = try await plane.ask(.get, "/v1/runs?state=succeeded").decode(as: Page<Run>.self).items
            #expect(succeeded.count == all.count)
        }
    }

    @Test func refusesBadQueries() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/runs?limit=0")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/runs?limit=1001")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/runs?state=sleeping")
            try await plane.expectProblem(404, "project_not_found", .get, "/v1/runs?project=shop")
            try await plane.expectProblem(422, "invalid_project_name", .get, "/v1/runs?project=%20")
            try await plane.expectProblem(422, "invalid_cursor", .get, "/v1/runs?cursor=00000000")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/runs?limit=1&limit=2")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/runs?limmit=1")
        }
    }

    @Test func findsARunByTheEndOfItsID() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.delivery.deploy(["dextra.yaml": "build: echo hi\nstart: ./run", "run": ""])
            for text in [run.id.description, run.id.short, String(run.id.description.suffix(20))] {
                #expect(try await plane.ask(.get, "/v1/runs/\(text)").decode(as: Run.self).id == run.id)
            }
            let log = try await plane.ask(.get, "/v1/runs/\(run.id)/log")
            #expect(log.status == 200 && log.type == "text/plain; charset=utf-8" && !log.body.isEmpty)
            let step = try await plane.ask(.get, "/v1/runs/\(run.id)/log?step=detect")
            #expect(!step.body.isEmpty && step.body.count < log.body.count)
            #expect(try await plane.ask(.get, "/v1/runs/\(run.id)/log?step=nothing").body.isEmpty)
        }
    }

    @Test(arguments: ["", "/log", "/events", "/cancel", "/answer"])
    func refusesRunsThatAreNone(rest: String) async throws {
        try await LiveControlPlane.with { plane in
            let method: HTTPMethod = ["/cancel", "/answer"].contains(rest) ? .post : .get
            let body = rest == "/answer" ? #"{"answer": "retry"}"# : nil
            let unknown = RunID(at: Timestamp(millisecondsSinceEpoch: 0), random: (1, 2))
            for text in [unknown.description, "00000000", "x", "%25"] {
                try await plane.expectProblem(404, "run_not_found", method, "/v1/runs/\(text)\(rest)", body)
            }
        }
    }

    @Test func cancelsWhatIsNotOver() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.delivery.deploy(["index.html": "one"])
            try await plane.expectProblem(409, "run_finished", .post, "/v1/runs/\(run.id)/cancel")
            let waiting = try await plane.waitingRun()
            let answer = try await plane.ask(.post, "/v1/runs/\(waiting.id)/cancel")
            #expect(answer.status == 200)
            let cancelled = try answer.decode(as: Run.self)
            #expect([.cancelling, .cancelled].contains(cancelled.state))
            #expect(try await plane.delivery.engine.wait(waiting.id).state == .cancelled)
        }
    }

    @Test func takesTheAnswerToAQuestion() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.waitingRun()
            let target = "/v1/runs/\(run.id)/answer"
            try await plane.expectProblem(422, "invalid_json", .post, target, #"{"answer": "perhaps"}"#)
            try await plane.expectProblem(422, "invalid_json", .post, target, "abort")
            let answer = try await plane.ask(.post, target, #"{"answer": "abort"}"#)
            #expect(answer.status == 200)
            #expect(try answer.decode(as: Run.self).question == nil)
            _ = try await plane.delivery.engine.wait(run.id)
            try await plane.expectProblem(409, "no_such_question", .post, target, #"{"answer": "abort"}"#)
        }
    }
}
