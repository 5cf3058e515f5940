// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Model
import Primitives
import Storage
import Testing
import Workflows

@Suite struct PruneRouteTests {
    @Test func thePreviewChangesNothingAndTheRunDoesWhatItSaid() async throws {
        try await LiveControlPlane.with { plane in
            let delivery = plane.delivery
            let stray = try await delivery.blobs.write([1])
            delivery.time.advance(by: SourceIntake.patience + .seconds(1))
            for _ in 1...2 {
                let report = try await plane.ask(.get, "/v1/prune").decode(as: PruneReport.self)
                #expect(report.items.map(\.name) == [stray.digest])
            }
            let answer = try await plane.ask(.post, "/v1/prune", "{}")
            #expect(answer.status == 202)
            let run = try await delivery.engine.wait(try answer.decode(as: Run.self).id)
            #expect(run.state == .succeeded && run.kind == "prune" && run.output?["count"] == 1)
            #expect(run.steps.map(\.name) == PruneKind.allCases.map(\.rawValue))
            #expect(try await plane.ask(.get, "/v1/runs/\(run.id)/log").text.contains(stray.digest))
            #expect(try await plane.ask(.get, "/v1/prune").decode(as: PruneReport.self).items.isEmpty)
            try await plane.expectProblem(404, "project_not_found", .get, "/v1/prune?project=none")
            try await plane.expectProblem(404, "project_not_found", .post, "/v1/prune", #"{"project": "none"}"#)
        }
    }
}
