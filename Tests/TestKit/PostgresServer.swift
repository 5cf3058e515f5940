// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Storage
import StoragePostgreSQL

/// A real PostgreSQL server for tests: the one that scripts/test has started, or one of a test's own.
package struct PostgresServer: Sendable {
    /// The address of its maintenance database.
    package let url: String
    /// Of a test's own server; nil for the shared one.
    private let folder: String?

    /// The server that all tests share; nil when the tests were not started by scripts/test.
    package static let shared = ProcessInfo.processInfo.environment["DEXTRA_TEST_POSTGRES"].map {
        PostgresServer(url: $0, folder: nil)
    }

    /// Whether this machine has PostgreSQL's programs.
    package static var isInstalled: Bool {
        !((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []).isEmpty
    }

    /// Calls the body with a server that it may stop, kill and start again. It syncs its writes as one for people does.
    package static func with<Value>(_ body: (PostgresServer) async throws -> Value) async throws -> Value {
        try await inFolder { folder in
            let server = PostgresServer(url: try script("start", folder), folder: folder)
            defer { _ = try? script("stop", folder) }
            return try await body(server)
        }
    }

    /// Calls the body with a standby of this server, which must be one of a test's own.
    package func withStandby<Value>(_ body: (PostgresServer) async throws -> Value) async throws -> Value {
        try await Self.inFolder { place in
            let standby = PostgresServer(url: try Self.script("standby", place, of: folder ?? ""), folder: place)
            defer { _ = try? Self.script("stop", place) }
            return try await body(standby)
        }
    }

    private static func inFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        var template = Array("/tmp/dextra-pg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't create a temporary folder") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    package func start() throws { _ = try Self.script("start", folder ?? "") }
    package func stop() throws { _ = try Self.script("stop", folder ?? "") }
    /// Ends it as a crash would.
    package func crash() throws { _ = try Self.script("kill", folder ?? "") }

    /// Makes an empty database and gives its address, for a name that is unique to the test.
    package func makeDatabase() throws -> String {
        let name = "t\(UInt64.random(in: 0...(.max)))"
        try run("CREATE DATABASE \(name)")
        return url(of: name)
    }

    package func dropDatabase(_ url: String) {
        let name = url.prefix { $0 != "?" }.split(separator: "/").last ?? ""
        try? run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// Runs a statement in the maintenance database.
    package func run(_ sql: String) throws { try PostgreSQLScript.run(sql, url: Redacted(url)) }

    private func url(of database: String) -> String {
        let parts = url.split(separator: "/postgres?", maxSplits: 1)
        return "\(parts[0])/\(database)?\(parts[1])"
    }

    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    private static func script(_ verb: String, _ folder: String, of primary: String = "") throws -> String {
        let line = "'\(root)/scripts/postgres' \(verb) '\(folder)' \(primary) 2>&1"
        guard let pipe = popen(line, "r") else {
            throw Failure.system(errno, "can't run scripts/postgres")
        }
        var output = ""
        var buffer = [CChar](repeating: 0, count: 4096)
        while fgets(&buffer, Int32(buffer.count), pipe) != nil {
            output += String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        guard pclose(pipe) == 0 else { throw Failure(.internalError, "scripts/postgres \(verb): \(output)") }
        return output.split(separator: "\n").last.map(String.init) ?? ""
    }
}
