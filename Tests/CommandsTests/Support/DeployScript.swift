// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Synchronization
import Wire

/// A server's side of one deployment: takes what is missing, then tells the story of a run.
final class DeployScript: Sendable {
    struct Seen {
        var missingAsked: [[String]] = []
        var uploads: [String] = []
        var requests: [DeployRequest] = []
        /// What each request was asked under.
        var keys: [String] = []
        var cancels = 0
        /// What the run asks when somebody looks at it.
        var question: Question?
    }

    let seen = Mutex(Seen())
    private let known: Set<String>
    private let story: @Sendable (ServerSentEventWriter, DeployScript) async throws -> Void

    /// `known` are digests the server has already.
    init(
        known: Set<String> = [], _ story: @escaping @Sendable (ServerSentEventWriter, DeployScript) async throws -> Void
    ) {
        self.known = known
        self.story = story
    }

    func install(_ router: inout Router) {
        router.post("/v1/sources/missing") { [self] exchange in
            let digests = try await exchange.decodeBody(as: [String].self)
            seen.withLock { $0.missingAsked.append(digests) }
            try await exchange.respond(json: digests.filter { !known.contains($0) })
        }
        router.put("/v1/blobs/:digest") { [self] exchange in
            let body = try await exchange.collectBody()
            seen.withLock { $0.uploads.append(String(decoding: body, as: UTF8.self)) }
            try await exchange.respond(json: [:] as JSONValue, status: .created)
        }
        router.post("/v1/projects/:name/deployments") { [self] exchange in
            let request = try await exchange.decodeBody(as: DeployRequest.self)
            seen.withLock { seen in
                seen.requests.append(request)
                exchange.request.headers["Idempotency-Key"].map { seen.keys.append($0) }
            }
            try await exchange.respond(json: Sample.run(), status: .accepted)
        }
        router.post("/v1/runs/:id/cancel") { [self] exchange in
            seen.withLock { $0.cancels += 1 }
            try await exchange.respond(json: Sample.run(.cancelling), status: .accepted)
        }
        router.get("/v1/runs/:id") { [self] exchange in
            var run = Sample.run(.running)
            run.question = seen.withLock(\.question)
            try await exchange.respond(json: run)
        }
        router.get("/v1/runs/:id/events") { [self] exchange in
            try await story(exchange.startEvents(), self)
            try await exchange.finish()
        }
        router.get("/v1/projects/:name") { exchange in
            let project = Project(
                id: Sample.projectID, name: try ProjectName("shop"), createdAt: Sample.moment(0), ordinal: 1)
            let profile = ProfileStatus(profile: .production, urls: ["http://127.0.0.1:8101"], active: Sample.release)
            try await exchange.respond(json: ProjectStatus(project: project, profiles: [profile]))
        }
    }

    static func send(_ event: Event, _ writer: ServerSentEventWriter) async throws {
        try await writer.send(event: event.type, id: String(event.cursor), data: try JSONText.encode(event))
    }

    static func end(_ run: Run, _ writer: ServerSentEventWriter) async throws {
        try await writer.send(event: RunStream.end, data: try JSONText.encode(run))
    }
}

extension Sample {
    static let release = Release(
        id: ReleaseID(at: moment(0), random: (3, 3)), projectID: projectID, profile: .production, number: 3,
        runID: runID, source: "s", artifact: "a", blueprint: Blueprint(), environment: [], status: .active,
        createdAt: moment(0), activatedAt: moment(1000))
}
