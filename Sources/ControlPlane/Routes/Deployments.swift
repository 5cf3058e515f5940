// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import OpenAPI
import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    /// 200,000 files with long names come to about this much.
    private static let deployBytes = 128 << 20

    var deploymentOperations: [Operation] {
        [
            .list(
                "/v1/projects/{project}/deployments", "listDeployments", .project(.view),
                "The project's deployments, newest first", query: [.state]
            ) { call in
                try await runs(
                    call, RunFilter(projectID: try call.project.id, kind: "deploy", state: try call.query(.state)))
            },
            .start(
                "/v1/projects/{project}/deployments", "startDeployment", .projectToBe(.deploy),
                "Starts a deployment of a source whose contents are stored; makes the project when it is the first",
                upTo: Self.deployBytes
            ) { (call, request: DeployRequest) in
                try await delivery.deploy(
                    Deployment(
                        project: try call.projectName, profile: request.profile, manifest: request.manifest,
                        configuration: request.configuration, member: request.member, supersede: request.supersede,
                        origin: request.origin), try call.runRequest)
            },
            .send(
                "/v1/sources/missing", "listMissingContents", .somewhere(.deploy),
                "Which of these SHA-256 digests have no stored content", traits: [.unaudited], upTo: 32 << 20
            ) { (call, digests: [String]) in try await intake.missing(of: digests) },
            .stream(
                "/v1/blobs/{digest}", "storeContent", .somewhere(.deploy),
                "Stores one file's content, at most 512 MiB, and answers once it is durable", method: .put,
                traits: [.unaudited],
                takes: .bytes, answers: [.init(status: .created, about: "It is stored")]
            ) { call in try await storeContent(call) },
        ]
    }

    private func storeContent(_ call: Call) async throws {
        let exchange = call.exchange
        // Whoever announces too much is told before sending it.
        try Self.checkFileSize(exchange.request.headers["Content-Length"].flatMap { Int64($0) } ?? 0)
        var size: Int64 = 0
        try await intake.receive(try call.path("digest")) {
            let bytes = try await exchange.nextBody()
            if bytes == nil { _ = try await call.renewed() }
            size += Int64(bytes?.count ?? 0)
            try Self.checkFileSize(size)
            return bytes
        }
        try await exchange.respond(HTTPResponse(.created))
    }

    private static func checkFileSize(_ size: Int64) throws {
        guard size <= SourceManifest.maximumFileBytes else {
            throw Failure(.payloadTooLarge, "a file may have at most \(SourceManifest.maximumFileBytes >> 20) MiB")
        }
    }
}
