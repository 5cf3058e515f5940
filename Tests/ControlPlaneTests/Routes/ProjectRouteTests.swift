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

@Suite struct ProjectRouteTests {
    private static func request(_ manifest: SourceManifest, _ configuration: String? = nil) throws -> String {
        try JSONText.encode(
            DeployRequest(profile: .production, manifest: manifest, configuration: configuration))
    }

    @Test func aProjectFromItsFirstDeploymentToItsEnd() async throws {
        try await LiveControlPlane.with { plane in
            let manifest = try await plane.delivery.upload(["index.html": "one"])
            for number in 1...2 {
                let answer = try await plane.ask(
                    .post, "/v1/projects/shop/deployments", try Self.request(manifest))
                #expect(answer.status == 202)
                let run = try await plane.delivery.engine.wait(answer.decode(as: Run.self).id)
                #expect(run.state == .succeeded && run.output?["release"]?.integer == Int64(number))
            }
            let status = try await plane.ask(.get, "/v1/projects/shop").decode(as: ProjectStatus.self)
            #expect(status.profiles.map(\.active?.number) == [2] && status.profiles.map(\.warm?.number) == [1])
            #expect(status.lastRun?.kind == "deploy")
            #expect(try await plane.ask(.get, "/v1/projects").decode(as: Page<ProjectStatus>.self).items == [status])
            let releases = try await plane.ask(.get, "/v1/projects/shop/releases?profile=production")
            #expect(try releases.decode(as: Page<Release>.self).items.map(\.number) == [2, 1])
            #expect(try await plane.ask(.get, "/v1/projects/shop/releases?profile=staging").text == #"{"items":[]}"#)

            let rollback = try await plane.ask(
                .post, "/v1/projects/shop/rollback", #"{"profile": "production", "release": 1}"#)
            #expect(rollback.status == 202)
            _ = try await plane.delivery.engine.wait(rollback.decode(as: Run.self).id)
            #expect(plane.delivery.platform.active == 1)

            let logs = try await plane.ask(.get, "/v1/projects/shop/logs?tail=2")
            #expect(logs.status == 200 && logs.type == "text/plain; charset=utf-8")

            let end = try await plane.ask(.delete, "/v1/projects/shop")
            #expect(end.status == 202)
            _ = try await plane.delivery.engine.wait(end.decode(as: Run.self).id)
            try await plane.expectProblem(404, "project_not_found", .get, "/v1/projects/shop")
        }
    }

    @Test(arguments: [
        (HTTPMethod.get, ""), (.delete, ""), (.get, "/releases"), (.post, "/rollback"), (.get, "/logs"),
        (.get, "/environment"), (.put, "/environment/A"), (.delete, "/environment/A"),
    ])
    func refusesUnknownProjectsAndNamesThatAreNone(method: HTTPMethod, rest: String) async throws {
        try await LiveControlPlane.with { plane in
            let body: String? =
                switch method {
                case .post: #"{"profile": "production"}"#
                case .put: #"{"value": "x", "secret": false}"#
                default: nil
                }
            try await plane.expectProblem(404, "project_not_found", method, "/v1/projects/shop\(rest)", body)
            try await plane.expectProblem(
                422, "invalid_project_name", method, "/v1/projects/Not%20A%20Name\(rest)", body)
        }
    }

    @Test func refusesWhatCannotBeDeployed() async throws {
        try await LiveControlPlane.with { plane in
            let target = "/v1/projects/shop/deployments"
            try await plane.expectProblem(422, "invalid_json", .post, target, "{")
            try await plane.expectProblem(422, "invalid_json", .post, target, "{}")
            try await plane.expectProblem(415, "unsupported_media_type", .post, target)
            try await plane.expectProblem(
                422, "unknown_member", .post, target,
                #"{"profile": "production", "manifest": {"files": []}, "supercede": true}"#)
            try await plane.expectProblem(
                422, "unknown_member", .post, target,
                #"{"profile": "production", "manifest": {"files": [{"path": "x", "symlink": "y", "size": 1}]}}"#)
            let outside =
                #"{"profile": "production", "manifest": {"files": [{"path": "../x", "digest": "\#(zeros)", "size": 1}]}}"#
            try await plane.expectProblem(422, "invalid_source_manifest", .post, target, outside)
            let absent =
                #"{"profile": "production", "manifest": {"files": [{"path": "x", "digest": "\#(zeros)", "size": 1}]}}"#
            try await plane.expectProblem(409, "source_incomplete", .post, target, absent)
            let manifest = try await plane.delivery.upload(["index.html": "one"])
            try await plane.expectProblem(
                422, "invalid_configuration", .post, target, try Self.request(manifest, "nonsense: 1"))
            try await plane.expectProblem(
                422, "invalid_project_name", .post, "/v1/projects/UPPER/deployments", try Self.request(manifest))
            // None of these made the project.
            #expect(try await plane.ask(.get, "/v1/projects").text == #"{"items":[]}"#)
        }
    }

    private let zeros = String(repeating: "0", count: 64)

    @Test func oneKeyMakesOneRun() async throws {
        try await LiveControlPlane.with { plane in
            let manifest = try await plane.delivery.upload(["index.html": "one"])
            let body = try JSONText.encode(
                DeployRequest(profile: .production, manifest: manifest))
            func start(_ key: String) async throws -> Run {
                let answer = try await plane.ask(
                    .post, "/v1/projects/shop/deployments", body, headers: ["Idempotency-Key": key])
                return try answer.decode(as: Run.self)
            }
            let first = try await start("once")
            #expect(try await start("once").id == first.id)
            #expect(try await start("again").id != first.id)
            _ = try await plane.delivery.engine.wait(first.id)
        }
    }

    @Test func refusesBadQueriesAndBodies() async throws {
        try await LiveControlPlane.with { plane in
            try await plane.delivery.deploy(["index.html": "one"])
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects/shop/releases?profile=test")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects/shop/logs?tail=-1")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects/shop/logs?tail=many")
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/projects/shop/logs?follow=1")
            try await plane.expectProblem(409, "nothing_deployed", .get, "/v1/projects/shop/logs?profile=staging")
            let rollback = "/v1/projects/shop/rollback"
            try await plane.expectProblem(422, "invalid_json", .post, rollback, #"{"profile": "test"}"#)
            try await plane.expectProblem(
                409, "no_previous_release", .post, rollback, #"{"profile": "production"}"#)
            try await plane.expectProblem(
                404, "release_not_found", .post, rollback, #"{"profile": "production", "release": 9}"#)
            try await plane.expectProblem(
                409, "release_already_active", .post, rollback, #"{"profile": "production", "release": 1}"#)
            let large = #"{"profile": "\#(String(repeating: "x", count: 2 << 20))"}"#
            try await plane.expectProblem(413, "payload_too_large", .post, rollback, large)
        }
    }
}
