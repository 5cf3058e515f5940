// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Commands
import FoundationEssentials
import HTTP
import HTTPKit
import Primitives
import Synchronization
import TestKit

/// Runs whole command lines as a user with a folder of contexts, against a server on the network with TLS.
final class RemoteHarness: Sendable {
    /// What the server is called in URLs, e.g. `https://127.0.0.1:40123`.
    let url: String
    let api: IdentityScript
    /// PEM file of the authority that signed the server's certificate.
    let authority: String
    let folder: ContextFolder
    let signals = SignalWatch()
    private let directory: String
    private let printed = Mutex<(output: String, error: String)>(("", ""))

    var output: String { printed.withLock(\.output) }
    var error: String { printed.withLock(\.error) }
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    private init(url: String, api: IdentityScript, authority: String, directory: String) {
        self.url = url
        self.api = api
        self.authority = authority
        self.directory = directory
        folder = ContextFolder(path: directory + "/config/dextra")
    }

    /// `script` adds routes to those of the people.
    static func with(
        _ script: (inout Router) -> Void = { _ in }, _ body: @Sendable @escaping (RemoteHarness) async throws -> Void
    ) async throws {
        let api = IdentityScript()
        var router = Router()
        api.install(&router)
        script(&router)
        let handler = api.guarding(router.handler)
        let authority = try await TestCertificates.shared().authority
        try await TemporaryDirectory.with { directory in
            try await TestServer.run(tls: .local, handler: handler) { url in
                api.setAddress(url)
                try await body(RemoteHarness(url: url, api: api, authority: authority, directory: directory))
            }
        }
    }

    /// The words of a line, in which `URL` and `CA` stand for the server's address and its authority's file.
    func run(
        _ line: String, secret: String = "", canAsk: Bool = false, answer: String? = nil,
        environment: [String: String] = [:], time: TimeSource = .system
    ) async -> Int32 {
        printed.withLock { $0 = ("", "") }
        let console = Console(canAsk: canAsk, ask: { answer }, readSecret: { _ in secret }) {
            [printed = self] stream, text in
            printed.printed.withLock { if stream == .output { $0.output += text } else { $0.error += text } }
        }
        let context = context(console, environment, time)
        return await CommandLineTool.run(words(line), context)
    }

    /// The server that a command line is for, which nobody asks anything.
    func server(_ line: String, environment: [String: String]) throws -> String {
        let parsed = try ArgumentParser(CommandLineTool.spec).parse(words(line))
        return try context(Console { _, _ in }, environment, .system).client(parsed).place.description
    }

    private func context(
        _ console: Console, _ environment: [String: String], _ time: TimeSource
    ) -> CommandContext {
        let all = ["XDG_CONFIG_HOME": directory + "/config"].merging(environment) { $1 }
        return CommandContext(
            console: console, environment: all, workingDirectory: directory, time: time, random: .seeded(7),
            executable: "/bin/false", signals: { [signals] in signals },
            mains: CommandContext.Mains(
                serve: { _, _ in }, staticServer: { _ in 0 }, migrate: { home, _, _ in throw Failure(.notFound, home) },
                verifyBackup: { throw Failure(.notFound, $0) },
                restoreBackup: { file, _, _ in throw Failure(.notFound, file) },
                verifyAudit: { home, _ in throw Failure(.notFound, home) }))
    }

    private func words(_ line: String) -> [String] {
        line.split(separator: " ").map { word in
            switch word {
            case "URL": url
            case "CA": authority
            default: String(word)
            }
        }
    }

    /// Signs in by a token that the server knows.
    func signIn(_ options: String = "") async -> Int32 {
        await run("login URL --ca CA --token-stdin \(options)", secret: "dxt_brought\n")
    }
}
