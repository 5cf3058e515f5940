// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Model
import Primitives
import Synchronization
import Testing
import Wire
import Workflows

@Suite struct OverviewRouteTests {
    @Test("an empty installation has days without deployments, and no rates made up")
    func nothingYet() async throws {
        try await LiveControlPlane.with { plane in
            let overview = try await plane.ask(.get, "/v1/overview?window=7").decode(as: Overview.self)
            #expect(overview.projects == 0 && overview.failed.isEmpty && overview.running.isEmpty)
            #expect(overview.metrics.days.count == 7)
            #expect(overview.metrics.days.map(\.date) == overview.metrics.days.map(\.date).sorted())
            #expect(overview.metrics.successRate == nil && overview.metrics.leadTime == nil)
        }
    }

    @Test("deployments, failures and going back are counted; what succeeded since is no failure any more")
    func counts() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            plane.delivery.platform.state.withLock {
                $0.unhealthy[2] = Failure(.invalidArgument, "not well")
            }
            let bad = try await plane.delivery.deploy(["index.html": "two"])
            #expect(bad.state != .succeeded)
            var overview = try await plane.ask(.get, "/v1/overview").decode(as: Overview.self)
            #expect(overview.projects == 1 && overview.failed.map(\.id) == [bad.id])
            #expect(overview.metrics.successRate == 0.5)
            try await plane.delivery.deploy(["index.html": "three"])
            let back = try await plane.ask(.post, "/v1/projects/shop/rollback", #"{"profile": "production"}"#)
            _ = try await plane.delivery.engine.wait(back.decode(as: Run.self).id)
            overview = try await plane.ask(.get, "/v1/overview").decode(as: Overview.self)
            #expect(overview.failed.isEmpty)
            let today = try #require(overview.metrics.days.last)
            #expect(today.succeeded == 2 && today.failed == 1)
            // Of the two that got the traffic one had to be taken back; the other never came so far.
            #expect(overview.metrics.changeFailureRate == 0.5 && overview.metrics.timeToRestore ?? 0 > 0)
            #expect(overview.metrics.leadTime ?? 0 > 0)
        }
    }

    @Test("a release that failed in service has failed, whatever gets the traffic afterwards")
    func failedChanges() async throws {
        try await LiveControlPlane.with { plane in
            func rate() async throws -> Double? {
                try await plane.ask(.get, "/v1/overview").decode(as: Overview.self).metrics.changeFailureRate
            }
            func goBack(to release: Int) async throws {
                let body = #"{"profile": "production", "release": \#(release)}"#
                let run = try await plane.ask(.post, "/v1/projects/shop/rollback", body).decode(as: Run.self)
                #expect(try await plane.delivery.engine.wait(run.id).state == .succeeded)
            }
            try await plane.delivery.deploy(["index.html": "one"])
            #expect(try await rate() == 0)
            try await plane.delivery.deploy(["index.html": "two"])
            try await goBack(to: 1)
            #expect(try await rate() == 0.5)
            // Forward again: it is no new change, and the failure happened.
            try await goBack(to: 2)
            #expect(try await rate() == 0.5)
            try await plane.delivery.deploy(["index.html": "three"])
            try await plane.delivery.deploy(["index.html": "four"])
            #expect(try await rate() == 0.25)
        }
    }

    @Test("a run that asks something is shown as waiting")
    func waiting() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.waitingRun()
            let overview = try await plane.ask(.get, "/v1/overview").decode(as: Overview.self)
            #expect(overview.waiting.map(\.id) == [run.id] && overview.running.isEmpty)
        }
    }
}
