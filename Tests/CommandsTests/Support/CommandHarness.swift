// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Commands
import FoundationEssentials
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Wire

/// Runs whole command lines against a server whose answers the test writes, and keeps what they print.
final class CommandHarness: Sendable {
    let home: String
    /// The folder that commands are called in, named `shop`.
    let folder: String
    let signals = SignalWatch()
    let time: TimeSource
    private let printed = Mutex<(output: String, error: String)>(("", ""))

    var output: String { printed.withLock(\.output) }
    var error: String { printed.withLock(\.error) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    private init(home: String, folder: String, time: TimeSource) {
        self.home = home
        self.folder = folder
        self.time = time
    }

    /// `script` adds routes to `/v1/info`, which is there already.
    static func with(
        time: TimeSource = .system, isolation: String = "uid", _ script: (inout Router) -> Void = { _ in },
        _ body: @Sendable @escaping (CommandHarness) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let folder = directory + "/shop"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let harness = CommandHarness(home: directory, folder: folder, time: time)
            var router = Router()
            router.get("/v1/info") { try await $0.respond(json: info(isolation)) }
            script(&router)
            let server = HTTPServer(
                configuration: HTTPServerConfiguration(
                    listeners: [.unix(SocketPath.inside(directory))], grace: .zero),
                handler: router.handler)
            _ = try server.bind()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                defer { group.cancelAll() }
                try await body(harness)
            }
        }
    }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
    }

    /// Gives the exit status.
    func run(
        _ arguments: String..., canAsk: Bool = false, answer: String? = nil, isReaderGone: Bool = false
    ) async -> Int32 {
        await run(arguments, canAsk: canAsk, answer: answer, isReaderGone: isReaderGone)
    }

    /// - serve: what `dextra serve` does once its command line is understood.
    func run(
        _ arguments: [String], canAsk: Bool = false, answer: String? = nil, isReaderGone: Bool = false,
        environment: [String: String] = [:],
        serve: @escaping @Sendable (ServeOptions, AsyncStream<Void>) async throws -> Void = { _, _ in }
    ) async -> Int32 {
        let console = Console(canAsk: canAsk, ask: { answer }, isReaderGone: { isReaderGone }) {
            [printed = self] stream, text in
            printed.printed.withLock { if stream == .output { $0.output += text } else { $0.error += text } }
        }
        let context = CommandContext(
            console: console, environment: environment.merging(["DEXTRA_HOME": home]) { $1 },
            workingDirectory: folder, time: time,
            random: .seeded(7), executable: "/bin/false", signals: { [signals] in signals },
            mains: CommandContext.Mains(
                serve: { [printed = self] options, hangups in
                    printed.printed.withLock { $0.output += "serve \(options.home) \(options.frontPort)\n" }
                    try await serve(options, hangups)
                }, staticServer: { Int32($0.count) },
                migrate: { home, _, progress in
                    progress(MigrationProgress(table: "projects", rows: 2))
                    return MigrationSummary(rows: 2, kept: home + "/kept")
                },
                verifyBackup: { throw Failure(.notFound, $0) },
                restoreBackup: { file, _, _ in throw Failure(.notFound, file) }))
        return await CommandLineTool.run(arguments, context)
    }

    private static func info(_ isolation: String) -> JSONValue {
        [
            "version": "0.1.0", "pid": 1, "home": "/x", "started_at": "2026-11-20T20:00:00.000Z",
            "isolation": .string(isolation), "proxy": ["state": "running", "port": 8080],
        ]
    }
}
