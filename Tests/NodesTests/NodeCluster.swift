// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
import Primitives
import Processes
import Storage
import StoragePostgreSQL
import Synchronization
import TestKit
import Testing
import Workflows

/// Several `engine-node` processes over one real database, and what they did to the world.
struct NodeCluster: Sendable {
    let server: PostgresServer
    let url: String
    let folder: String
    /// Submits and looks; carries nothing out.
    let client: WorkflowEngine
    let events: EventLog
    let database: PostgreSQLDatabase
    /// A child ends with its handle, so the handles are kept.
    private let children = Children()

    /// Short, so that a takeover does not take a test's patience.
    static let lease: Duration = .milliseconds(1500)

    /// Calls the body with a database of its own. With `ownServer` also the database server is its own, to be stopped
    /// and crashed.
    static func with(ownServer: Bool = false, _ body: (NodeCluster) async throws -> Void) async throws {
        if ownServer {
            try await PostgresServer.with { try await run(on: $0, body) }
        } else {
            try await run(on: try #require(PostgresServer.shared, "run scripts/test"), body)
        }
    }

    private static func run(on server: PostgresServer, _ body: (NodeCluster) async throws -> Void) async throws {
        let url = try server.makeDatabase()
        defer { server.dropDatabase(url) }
        let database = try PostgreSQLDatabase.open(url: Redacted(url), readers: 2, logger: .silent)
        let outcome: Result<Void, any Error>
        do {
            try await TemporaryDirectory.with { folder in
                let events = EventLog(database: database, time: .system)
                let client = WorkflowEngine(
                    database: database, events: events, registry: try RunRegistry(Self.kinds), time: .system,
                    random: .system, nodeID: "client", logger: .silent)
                let cluster = NodeCluster(
                    server: server, url: url, folder: folder, client: client, events: events, database: database)
                defer { cluster.children.killAll() }
                try await body(cluster)
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await database.close()
        try outcome.get()
    }

    /// As the nodes know them, without their bodies.
    private static let kinds: [RunDefinition] = ["quick", "slow", "local"].map { kind in
        RunDefinition(
            kind: kind, placement: kind == "local" ? .node : .anywhere,
            steps: ["one", "two", "three"].map { StepDefinition(name: $0, effect: .keyed) { _ in .null } })
    }

    // MARK: Nodes

    /// Starts a node and returns once it is at work. `migrations` and `kindVersion` make it an older binary.
    @discardableResult
    func start(_ name: String, migrations: Int? = nil, kindVersion: Int? = nil) async throws -> Child {
        let binaries =
            (try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        var arguments = [url, name, effectsFile, "\(Self.lease.wholeMilliseconds)"]
        if let migrations { arguments += ["\(migrations)", "\(kindVersion ?? 1)"] }
        let child = try Child.spawn(
            Command(
                executable: "/bin/sh",
                arguments: ["-c", "exec \"$0\" \"$@\" >>'\(folder)/\(name).log' 2>&1", "\(binaries)/engine-node"]
                    + arguments,
                environment: ["LANG": "C.UTF-8"], directory: folder, output: .discarded))
        children.keep(child)
        for _ in 0..<600 where try !log(of: name).contains("ready") { try await Task.sleep(for: .milliseconds(25)) }
        return child
    }

    /// Stops a node's process and returns once none of its threads runs any more.
    func stop(_ node: Child) async throws {
        kill(node.processID, SIGSTOP)
        let tasks = "/proc/\(node.processID)/task"
        while true {
            let states = try FileManager.default.contentsOfDirectory(atPath: tasks).map { task in
                // The state follows the name, which is in brackets and may hold anything.
                let text = try String(contentsOfFile: "\(tasks)/\(task)/stat", encoding: .utf8)
                return text.split(separator: ")").last.map { $0.dropFirst().first } ?? nil
            }
            if states.allSatisfy({ $0 == "T" }) { return }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    func log(of node: String) throws -> String {
        (try? String(contentsOfFile: "\(folder)/\(node).log", encoding: .utf8)) ?? ""
    }

    private final class Children: Sendable {
        private let all = Mutex<[Child]>([])

        func keep(_ child: Child) { all.withLock { $0.append(child) } }
        func killAll() { for child in all.withLock({ $0 }) { kill(child.processID, SIGKILL) } }
    }

    // MARK: Effects

    private var effectsFile: String { folder + "/effects" }

    struct Effect: Hashable {
        var run: String
        var step: String
        var number: Int
        var node: String
        var token: Int64
    }

    /// Every effect of all nodes, in the order in which they happened.
    func effects() throws -> [Effect] {
        let text = (try? String(contentsOfFile: effectsFile, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 5, let number = Int(words[2]), let token = Int64(words[4]) else { return nil }
            return Effect(run: words[0], step: words[1], number: number, node: words[3], token: token)
        }
    }

    /// Returns once a node, or any, has had an effect on a run, or on any.
    func waitForEffect(of node: String? = nil, on run: RunID? = nil) async throws {
        for _ in 0..<1200 {
            let isThere = try effects().contains { effect in
                (node == nil || effect.node == node) && (run == nil || effect.run == run?.description)
            }
            if isThere { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("\(node ?? "no node") did anything: \(try node.map(log) ?? "")")
    }

    // MARK: Runs

    func submit(_ kind: String, _ subject: String, node: String? = nil) async throws -> Run {
        try await client.submit(kind: kind, subject: subject, projectID: nil, input: [:], node: node)
    }

    /// Checks that every run ended well, each step once, and that no worker acted after another had taken its place.
    func verify(_ runs: [Run]) async throws {
        let effects = try effects()
        for run in runs {
            let ended = try await client.wait(run.id)
            #expect(ended.state == .succeeded, "run \(run.id) lost: \(ended.state)")
            let history = try await events.read(after: nil, limit: 10_000, runID: run.id)
            for step in ended.steps {
                let ends = history.count { $0.type == "run.step_succeeded" && $0.data["step"]?.string == step.name }
                #expect(ends == 1, "step \(step.name) of \(run.id) ended \(ends) times")
            }
            let tokens = effects.filter { $0.run == "\(run.id)" }.map(\.token)
            #expect(tokens == tokens.sorted(), "a worker acted after it had been replaced")
        }
    }
}
