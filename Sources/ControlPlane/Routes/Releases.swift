// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import OpenAPI
import Primitives
import Storage
import Wire

extension ControlPlane {
    var releaseOperations: [Operation] {
        [
            .list(
                "/v1/projects/{project}/releases", "listReleases", .project(.view), "The releases, newest first",
                query: [.profile], sorts: ReleaseFilter.Order.allCases.map(\.rawValue)
            ) { call in try await releasePage(call) },
            .read(
                "/v1/projects/{project}/releases/{number}", "getRelease", .project(.view), "One release",
                query: [.profile]
            ) { call in try await release(of: call) },
            .read(
                "/v1/projects/{project}/releases/{number}/manifest", "getReleaseManifest", .project(.view),
                "The files that a release was made of", query: [.profile]
            ) { call in try await delivery.manifest(of: try await release(of: call)) },
            .stream(
                "/v1/projects/{project}/releases/{number}/files", "getReleaseFile", .project(.view),
                "One file of a release's source, at most 1 MiB", query: [.profile, .path],
                answers: [
                    .init(status: .ok, about: "The file's bytes", type: "application/octet-stream") {
                        .text(format: "binary")
                    }
                ]
            ) { call in
                let bytes = try await delivery.file(try call.query(.path) ?? "", of: try await release(of: call))
                // What somebody deployed must not be taken for a page of ours.
                try await call.exchange.respond(
                    HTTPResponse(
                        .ok,
                        headers: ["Content-Type": "application/octet-stream", "Content-Disposition": "attachment"],
                        body: bytes))
            },
        ]
    }

    private func releasePage(_ call: Call) async throws -> Page<Release> {
        let page = try call.page
        var filter = ReleaseFilter(profile: try call.query(.profile))
        if let sort = page.sort.flatMap(ReleaseFilter.Order.init(rawValue:)) {
            (filter.order, filter.isDescending) = (sort, page.isDescending)
        }
        let list = "releases \(filter.isDescending ? "-" : "")\(filter.order.rawValue)"
        filter.after = try page.place(in: list) { ReleaseID($0) }
        filter.limit = page.limit + 1
        let found = try await delivery.releases(of: try call.project.name, filter)
        return try page.page(of: found, in: list) { $0.id.description }
    }

    private func release(of call: Call) async throws -> Release {
        let text = try call.path("number")
        guard let number = Int32(text), number > 0 else {
            throw Failure(.invalidArgument, "'\(text.prefix(64))' is no release", hint: "use its number")
        }
        return try await delivery.release(
            Int(number), of: try call.project.name, profile: try call.query(.profile) ?? .production)
    }
}
