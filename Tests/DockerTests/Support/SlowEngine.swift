// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Docker
import HTTP
import Hosting
import Model
import Platforms
import Primitives
import Processes
import Synchronization
import TestKit
import Traffic

/// A double of an engine that starts no container before it is let: for what is asked while one is created and does not run
/// yet, which a real engine leaves hardly any time for.
final class SlowEngine: Sendable {
    private struct Container {
        var name: String
        var labels: JSONValue
        var isRunning = false
    }

    private struct State {
        var containers: [String: Container] = [:]
        var made = 0
        /// What changed something, e.g. `start c1`.
        var deeds: [String] = []
        var isLetting = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// What every container has written, as the engine tells it of one with a terminal.
    private static let log = "2026-11-20T19:55:14.000000007Z hello\n"

    private let state = Mutex(State())
    /// One for each container that is to start.
    let starts: AsyncStream<Void>
    private let starting: AsyncStream<Void>.Continuation

    private init() { (starts, starting) = AsyncStream.makeStream() }

    /// What was asked for and changed a container, in its order.
    var deeds: [String] { state.withLock { $0.deeds } }

    /// Starts what waits and what comes.
    func letStart() {
        let waiting = state.withLock { state in
            state.isLetting = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Calls the body with the double, a way to ask it, and a platform on it whose proxy never runs.
    static func with(
        _ body: @Sendable @escaping (SlowEngine, DockerEngine, DockerPlatform) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { folder in
            let path = folder + "/docker.sock"
            let double = SlowEngine()
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [.unix(path)], threads: 1, grace: .milliseconds(100))
            ) { try await double.answer($0) }
            _ = try server.bind()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                defer {
                    double.letStart()
                    group.cancelAll()
                }
                let engine = try await DockerEngine.connect(to: EngineAddress(.unix(path)))
                try await body(double, engine, platform(on: engine, folder))
            }
        }
    }

    private static func platform(on engine: DockerEngine, _ folder: String) -> DockerPlatform {
        let proxy = HAProxy(
            directory: ProxyDirectory(path: folder + "/proxy"),
            settings: TrafficSettings(
                front: .off, firstPort: 20_000, maximumConnections: 500, account: .forThisProcess()),
            launcher: .supervised(
                by: ServiceSupervisor(directory: folder + "/services", shim: ShimLocation(path: "/none"))),
            program: { throw Failure(.notFound, "the proxy of this test never runs") }, time: .system,
            logger: .silent)
        return DockerPlatform(
            naming: DockerNaming(server: "1a2b3c4d"), link: EngineLink { engine },
            ingress: Ingress(proxy: proxy, time: .system, logger: .silent), time: .system, random: .seeded(1),
            logger: .silent)
    }

    private func answer(_ exchange: Exchange) async throws {
        // After the API's version.
        let words = exchange.request.path.split(separator: "/").dropFirst().map(String.init)
        let body = try await exchange.collectBody()
        switch (exchange.request.method, words.first, words.dropFirst().first, words.last) {
        case (_, nil, _, _):
            var response = HTTPResponse.text("OK")
            response.headers.set("Api-Version", "1.41")
            try await exchange.respond(response)
        case (.get, "containers", _, "logs"): try await exchange.respond(.text(Self.log))
        case (.get, "containers", let id?, "json") where words.count == 3:
            try await exchange.respond(json: ["Id": .string(id), "Config": ["Tty": true]] as JSONValue)
        case (.get, "containers", _, _): try await exchange.respond(json: list())
        case (.get, _, _, _): try await exchange.respond(json: [JSONValue]())
        case (.post, "containers", "create", _): try await create(exchange, JSONText.decode(JSONValue.self, from: body))
        case (.post, "containers", let id?, "start"): try await start(exchange, id)
        case (.post, "containers", let id?, let deed?): try await end(exchange, deed, id)
        case (.delete, "containers", let id?, _): try await end(exchange, "remove", id)
        case (.put, _, _, _): try await exchange.respond(HTTPResponse(.ok))
        default: try await exchange.respond(json: ["Id": "x", "Name": "x"], status: .created)
        }
    }

    private func list() -> [JSONValue] {
        state.withLock { state in
            state.containers.sorted { $0.key < $1.key }.map { id, container in
                [
                    "Id": .string(id), "Names": [.string("/" + container.name)], "Labels": container.labels,
                    "State": container.isRunning ? "running" : "created", "Created": 1,
                ]
            }
        }
    }

    private func create(_ exchange: Exchange, _ spec: JSONValue) async throws {
        let name = exchange.request.query["name"] ?? ""
        let id = state.withLock { state -> String? in
            guard !state.containers.values.contains(where: { $0.name == name }) else { return nil }
            state.made += 1
            state.containers["c\(state.made)"] = Container(name: name, labels: spec["Labels"] ?? [:])
            state.deeds.append("create c\(state.made)")
            return "c\(state.made)"
        }
        guard let id else {
            return try await exchange.respond(json: ["message": "the name is in use"], status: .conflict)
        }
        try await exchange.respond(json: ["Id": id], status: .created)
    }

    private func start(_ exchange: Exchange, _ id: String) async throws {
        starting.yield()
        await withCheckedContinuation { continuation in
            let isLetting = state.withLock { state in
                if !state.isLetting { state.waiting.append(continuation) }
                return state.isLetting
            }
            if isLetting { continuation.resume() }
        }
        let isThere = state.withLock { state in
            state.deeds.append("start \(id)")
            state.containers[id]?.isRunning = true
            return state.containers[id] != nil
        }
        try await answer(exchange, isThere: isThere)
    }

    private func end(_ exchange: Exchange, _ deed: String, _ id: String) async throws {
        let isThere = state.withLock { state in
            state.deeds.append("\(deed) \(id)")
            if deed == "remove" { return state.containers.removeValue(forKey: id) != nil }
            state.containers[id]?.isRunning = deed == "restart"
            return state.containers[id] != nil
        }
        try await answer(exchange, isThere: isThere)
    }

    private func answer(_ exchange: Exchange, isThere: Bool) async throws {
        guard isThere else {
            return try await exchange.respond(json: ["message": "No such container"], status: .notFound)
        }
        try await exchange.respond(HTTPResponse(.noContent))
    }
}
