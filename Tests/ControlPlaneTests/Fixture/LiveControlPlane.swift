// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import DeliveryKit
import Glibc
import HTTP
import Identity
import LiveEvents
import Metrics
import Model
import Operations
import Primitives
import Storage
import Synchronization
import TestKit
import Testing
import Vault
import Wire
import Workflows

/// The API on a real unix socket, over delivery's fixture: real store, real engine, a platform that only remembers.
struct LiveControlPlane {
    let delivery: DeliveryFixture
    let identity: IdentityServices
    let socket: String
    /// Where it is reached over TCP.
    let network: HTTPEndpoint
    let controlPlane: ControlPlane
    let metrics: HTTPMetrics
    let stops: Mutex<Int>.Reference
    private let http = HTTPClient()

    /// - keepsIdentity: whether what identity does by itself, beside the requests, is done.
    static func with(
        mode: UInt32 = 0o600, access: AccessPolicy = AccessPolicy(), logger: Logger = .silent,
        keepsIdentity: Bool = true,
        _ body: @escaping (LiveControlPlane) async throws -> Void
    ) async throws {
        try await DeliveryFixture.with { delivery in
            let stops = Mutex<Int>.Reference()
            let events = delivery.parts.events
            let identity = IdentityServices(
                IdentityContext(
                    database: delivery.database, events: events,
                    vault: try Vault(keyFile: delivery.root + "/vault.key"), time: .system),
                // Cheap: these tests are about what surrounds a password.
                hasher: try PasswordHasher(cost: PasswordCost(memory: 8192, passes: 1)), logger: .silent)
            let registry = MetricsRegistry()
            let metrics = HTTPMetrics(registry)
            let live = LiveService(
                sources: LiveSources(
                    events: events, runLog: { RunLogReader(run: $0, range: $1, database: delivery.database) },
                    run: { try await delivery.engine.run($0) },
                    log: { topic in
                        try await ControlPlane.log(
                            of: topic.project, topic.profile, topic.release, topic.process, from: delivery.service)
                    }, whenRightsChange: identity.forget), server: "test", version: "0", time: .system,
                random: .system, logger: .silent)
            let plane = ControlPlane(
                delivery: delivery.service, environments: delivery.environments, intake: delivery.intake,
                backups: BackupService(delivery.backups, engine: delivery.engine),
                settings: SettingsService(database: delivery.database, events: events),
                pruning: PruneService(delivery.parts, plan: delivery.plan, engine: delivery.engine),
                engine: delivery.engine, events: events, database: delivery.database,
                server: ServerControl(owner: geteuid(), info: { Self.info }, stop: { stops.add() }),
                identity: identity,
                monitoring: Monitoring(
                    health: HealthService(ready: [], vital: [], time: .system, logger: .silent), registry: registry,
                    http: metrics), live: live, access: access, logger: logger)
            let socket = delivery.root + "/dextra.sock"
            var configuration = HTTPServerConfiguration(
                listeners: [.unix(socket, mode: mode), .tcp(host: "127.0.0.1", port: 0)], grace: .zero)
            // A test says by X-Forwarded-For from where it comes.
            var admission = AdmissionPolicy()
            admission.trustedProxies = ["127.0.0.1/32"].compactMap(AddressBlock.init)
            configuration.admission = admission
            configuration.compression = CompressionPolicy()
            configuration.whenRefused = plane.refusals()
            let server = HTTPServer(
                configuration: configuration,
                handler: plane.handler())
            let endpoints = try server.bind()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask { try await live.run() }
                if keepsIdentity { group.addTask { await identity.run() } }
                defer { group.cancelAll() }
                try await body(
                    LiveControlPlane(
                        delivery: delivery, identity: identity, socket: socket, network: endpoints[1],
                        controlPlane: plane, metrics: metrics, stops: stops))
            }
        }
    }

    private static let info = ServerInfo(
        version: "0.0.0", pid: 1, home: "/x", startedAt: Timestamp(millisecondsSinceEpoch: 0), isolation: .none,
        proxy: .init(state: "running", port: 8080),
        node: NodeID(at: Timestamp(millisecondsSinceEpoch: 0), random: (0, 0)), database: .sqlite)

    struct Answer {
        var status: Int
        var type: String?
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
            try JSONText.decode(type, from: body)
        }
    }

    func send(
        _ method: HTTPMethod, _ target: String, _ body: String? = nil, headers: HTTPHeaders = [:]
    ) async throws -> HTTPClientResponse {
        try await http.request(to: .unix(socket), Self.request(method, target, body, headers: headers))
    }

    private static func request(
        _ method: HTTPMethod, _ target: String, _ body: String?, headers: HTTPHeaders = [:]
    ) -> HTTPClientRequest {
        var headers = headers
        if body != nil, !headers.contains("Content-Type") { headers.add("Content-Type", "application/json") }
        return HTTPClientRequest(method, target, headers: headers, body: body.map { .bytes(Array($0.utf8)) } ?? .none)
    }

    func ask(
        _ method: HTTPMethod, _ target: String, _ body: String? = nil, headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        try await ask(Self.request(method, target, body, headers: headers))
    }

    func ask(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await http.request(to: .unix(socket), request)
        return Answer(
            status: response.status.code, type: response.headers["Content-Type"],
            body: try await response.collect())
    }

    /// Expects a problem document of the given status and code, with all its members.
    func expectProblem(
        _ status: Int, _ code: String, _ method: HTTPMethod, _ target: String, _ body: String? = nil,
        headers: HTTPHeaders = [:], at place: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await ask(method, target, body, headers: headers)
        try Self.expectProblem(answer, status, code, at: place)
    }

    static func expectProblem(
        _ answer: Answer, _ status: Int, _ code: String, at place: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.status == status, "\(answer.text)", sourceLocation: place)
        #expect(answer.type == "application/problem+json", "\(answer.text)", sourceLocation: place)
        let members = try answer.decode(as: [String: JSONValue].self)
        #expect(members["status"]?.integer == Int64(status), sourceLocation: place)
        #expect(members["code"]?.string == code, "\(answer.text)", sourceLocation: place)
        for key in ["type", "title", "detail", "category", "metadata", "retryable"] {
            #expect(members[key] != nil, "no \(key) in \(answer.text)", sourceLocation: place)
        }
    }

    /// Everything a stream of events brings until it ends or the body says that it is enough.
    func events(
        _ target: String, lastEventID: String? = nil, until isEnough: (ServerSentEvent) -> Bool = { _ in false }
    ) async throws -> [ServerSentEvent] {
        var headers: HTTPHeaders = ["Accept": "text/event-stream"]
        if let lastEventID { headers.add("Last-Event-ID", lastEventID) }
        let response = try await send(.get, target, headers: headers)
        try #require(response.status == .ok)
        #expect(response.headers["Content-Type"] == "text/event-stream")
        var events: [ServerSentEvent] = []
        for try await event in response.events {
            events.append(event)
            if isEnough(event) { response.close(); break }
        }
        return events
    }
}

extension LiveControlPlane {
    /// A run whose first step may or may not have happened, as a crash leaves it.
    func waitingRun(of project: Project? = nil, input: JSONDocument = [:]) async throws -> Run {
        let definition = try #require(delivery.parts.definitions.first { $0.kind == "deploy" })
        let now = delivery.time.source.now()
        var steps = definition.steps.map { StepRecord(name: $0.name, effect: $0.effect, weight: $0.weight) }
        steps[0].state = .running
        steps[0].attempt = 1
        let run = Run(
            id: RandomSource.system.identifier(at: now), kind: "deploy", kindVersion: definition.version,
            subject: project.map { "project/\($0.id)" } ?? "server/backup", projectID: project?.id, input: input,
            state: .waiting, progress: 0, createdAt: now,
            startedAt: now, steps: steps, question: Question(text: "?", answers: Question.Answer.allCases))
        try await delivery.database.write { try RunStore().insert(run, on: $0) }
        return run
    }
}

extension Mutex where Value == Int {
    /// A count that closures can share.
    final class Reference: Sendable {
        private let count = Mutex(0)

        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }
}
