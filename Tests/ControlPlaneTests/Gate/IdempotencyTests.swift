// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Testing
import Wire
import Workflows

/// `Idempotency-Key`: a start that is asked for again is one start.
@Suite struct IdempotencyTests {
    private static func deploy(
        _ plane: LiveControlPlane, _ key: String, headers: HTTPHeaders, text: String = "one"
    ) async throws -> Run {
        let manifest = try await plane.delivery.upload(["index.html": text])
        let body = try JSONText.encode(DeployRequest(profile: .production, manifest: manifest))
        let answer = try await plane.fromNetwork(
            .post, "/v1/projects/shop/deployments", body, headers: headers, and: ["Idempotency-Key": key])
        try #require(answer.status == 202, "\(answer.text)")
        return try answer.decode()
    }

    private static func token(_ plane: LiveControlPlane, of name: String) async throws -> HTTPHeaders {
        let session = try await AccessDoor(plane).signIn(name, [Grant(.operator)])
        let secret = try await plane.identity.tokens.create(
            CreateTokenRequest(name: "ci", scopes: [.view, .deploy, .operate]), by: session.principal
        ).secret
        return ["Authorization": "Bearer \(secret)"]
    }

    @Test func theSameKeyIsTheSameRun() async throws {
        try await LiveControlPlane.with { plane in
            let ann = try await Self.token(plane, of: "ann")
            let run = try await Self.deploy(plane, "k", headers: ann)
            #expect(run.actor == "ann")
            _ = try await plane.delivery.engine.wait(run.id)
            #expect(try await Self.deploy(plane, "k", headers: ann).id == run.id)
            #expect(try await Self.deploy(plane, "l", headers: ann).id != run.id)
        }
    }

    @Test func aKeyIsOnesOwnAndForOneOperation() async throws {
        try await LiveControlPlane.with { plane in
            let (ann, bob) = (try await Self.token(plane, of: "ann"), try await Self.token(plane, of: "bob"))
            let run = try await Self.deploy(plane, "k", headers: ann)
            _ = try await plane.delivery.engine.wait(run.id)
            let other = try await Self.deploy(plane, "k", headers: bob)
            #expect(other.id != run.id && other.actor == "bob")
            _ = try await plane.delivery.engine.wait(other.id)
            let answer = try await plane.fromNetwork(
                .delete, "/v1/projects/shop", headers: ann, and: ["Idempotency-Key": "k"])
            let destroy: Run = try answer.decode()
            #expect(destroy.kind == "destroy")
            _ = try await plane.delivery.engine.wait(destroy.id)
        }
    }

    @Test func removingAProjectIsTheSameRunAfterItHasGone() async throws {
        try await LiveControlPlane.with { plane in
            _ = try await plane.delivery.makeProject("shop")
            let (ann, bob) = (try await Self.token(plane, of: "ann"), try await Self.token(plane, of: "bob"))
            func remove(_ headers: HTTPHeaders, _ key: String) async throws -> LiveControlPlane.NetworkAnswer {
                try await plane.fromNetwork(
                    .delete, "/v1/projects/shop", headers: headers, and: ["Idempotency-Key": key])
            }
            let run: Run = try await remove(ann, "k").decode()
            _ = try await plane.delivery.engine.wait(run.id)
            let again = try await remove(ann, "k")
            #expect(again.status == 202)
            #expect(try again.decode(as: Run.self).id == run.id)
            #expect(try await remove(ann, "l").status == 404)
            #expect(try await remove(bob, "k").status == 404)
        }
    }

    @Test func manyAtOnceAreOneRun() async throws {
        try await LiveControlPlane.with { plane in
            let ann = try await Self.token(plane, of: "ann")
            let runs = try await withThrowingTaskGroup(of: RunID.self) { group in
                for _ in 0..<12 { group.addTask { try await Self.deploy(plane, "k", headers: ann).id } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(runs.count == 1)
            for run in runs { _ = try await plane.delivery.engine.wait(run) }
        }
    }

    @Test(arguments: ["", "a b", "ä", String(repeating: "k", count: 256)])
    func whatIsNoKeyIsRefused(key: String) async throws {
        try await LiveControlPlane.with { plane in
            _ = try await plane.delivery.makeProject("shop")
            try await plane.expectProblem(
                422, "invalid_argument", .delete, "/v1/projects/shop", headers: ["Idempotency-Key": key])
            #expect(try await plane.ask(.get, "/v1/runs").text == #"{"items":[]}"#)
        }
    }
}
