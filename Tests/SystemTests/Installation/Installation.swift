// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

/// A Dextra of its own for one test: the real binaries, a fresh home, and nothing left of it afterwards.
struct Installation: Sendable {
    /// The folder of the built executables.
    static let binaries: String = {
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }()

    static let examples: String =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        + "/Examples"

    /// Holds the home and the apps of the test.
    let folder: String
    /// The data directory's name below it: several servers of one test have one each.
    var name = "home"
    /// The PostgreSQL database of its records; nil when they are in the home.
    var database: String?

    var home: String { "\(folder)/\(name)" }

    /// Another server's data directory over the same database.
    func neighbour(_ name: String) -> Installation {
        Installation(folder: folder, name: name, database: database)
    }

    /// Runs the body with a fresh home; afterwards every process that was started for it is gone.
    ///
    /// The records are on the driver that the whole run of the tests is for, or on a database that it shares with its
    /// neighbours.
    static func with(
        shared: Bool = TemporaryDatabase.isPostgreSQL, _ body: (Installation) async throws -> Void
    ) async throws {
        var server: PostgresServer?
        if shared {
            let running: PostgresServer = try #require(PostgresServer.shared, "needs PostgreSQL: run scripts/test")
            server = running
        }
        let database = try server?.makeDatabase()
        defer { if let database { PostgresServer.shared?.dropDatabase(database) } }
        // Not TMPDIR: the path of a socket below it must stay short, and foreign users must be able to reach it.
        var template = Array("/tmp/dextra-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't create a temporary folder") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        chmod(folder, 0o711)
        let installation = Installation(folder: folder, database: database)
        do {
            try await body(installation)
        } catch {
            await installation.report()
            await installation.tearDown()
            throw error
        }
        await installation.tearDown()
    }

    /// Runs the command line to its end.
    @discardableResult
    func dextra(
        _ arguments: String..., environment: [String: String] = [:], directory: String? = nil, input: String = "",
        timeout: Duration = .seconds(120)
    ) async throws -> Outcome {
        try await run(
            "\(Self.binaries)/dextra", arguments, environment: environment, directory: directory, input: input,
            timeout: timeout)
    }

    func run(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], directory: String? = nil,
        input: String = "", timeout: Duration = .seconds(120)
    ) async throws -> Outcome {
        let command = Command(
            executable: executable, arguments: arguments,
            environment: surroundings.merging(environment) { $1 }, directory: directory ?? folder,
            input: Array(input.utf8))
        let result = try await Child.collect(command, timeout: timeout)
        return Outcome(
            command: arguments.joined(separator: " "), status: result.status,
            output: String(decoding: result.output, as: UTF8.self), error: String(decoding: result.error, as: UTF8.self)
        )
    }

    /// Starts a server by hand, with failpoints or other variables of its own, and waits until it answers.
    ///
    /// `through` is a command that the server's own command line is appended to.
    func serve(
        _ arguments: String..., environment: [String: String] = [:], through: [String] = []
    ) async throws -> Child {
        try await serve(arguments, environment: environment, through: through)
    }

    func serve(
        _ arguments: [String], environment: [String: String] = [:], through: [String] = []
    ) async throws -> Child {
        let line = through + ["\(Self.binaries)/dextra", "serve"] + arguments
        let server = try Child.spawn(
            Command(
                executable: line[0], arguments: Array(line.dropFirst()),
                environment: surroundings.merging(environment) { $1 }, directory: folder,
                output: .discarded))
        try await waitUntilAnswering()
        return server
    }

    /// Returns once the server answers, or after 30 seconds: what follows fails then and says why.
    func waitUntilAnswering() async throws {
        for _ in 0..<1200 {
            if try await answers() { return }
            try await Task.sleep(for: .milliseconds(25))
        }
    }

    /// Whether the server's socket takes connections.
    func answers() async throws -> Bool {
        let outcome = try await run(
            "/usr/bin/curl", ["-sf", "-m", "2", "--unix-socket", "\(home)/dextra.sock", "http://dextra/v1/info"])
        return outcome.status.isSuccess
    }

    /// The shims that stand beside a project's releases, running or about to: one for each.
    func shims(of project: String) -> [Int32] {
        let all = RunningProcesses.mentioning("\(home)/services/\(project)-").filter {
            RunningProcesses.commandLine(of: $0).contains("dextra-shim service") && RunningProcesses.isAlive($0)
        }
        // Below a shim, two processes of the same name keep the application's namespace.
        return all.filter { pid in !(RunningProcesses.parent(of: pid).map(all.contains) ?? false) }
    }

    /// What the server of this home says about itself.
    func info() async throws -> JSONValue {
        let outcome = try await run(
            "/usr/bin/curl", ["-sf", "-m", "2", "--unix-socket", "\(home)/dextra.sock", "http://dextra/v1/info"])
        return try JSONText.decode(JSONValue.self, from: outcome.output)
    }

    /// The body that the given address answers with; nil unless the answer is a success.
    func get(_ url: String) async throws -> String? {
        let outcome = try await run("/usr/bin/curl", ["-sf", "-m", "10", url])
        return outcome.status.isSuccess ? outcome.output : nil
    }

    /// Where a project is reached.
    func url(_ project: String) async throws -> String {
        let outcome = try await dextra("open", project, "--print")
        try #require(outcome.status.isSuccess, "\(outcome)")
        return outcome.output.trimmed
    }

    func write(_ text: String, to path: String) throws {
        let full = "\(folder)/\(path)"
        let parent = full.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: full))
    }

    private var surroundings: [String: String] {
        // What a build needs to reach a package index from here, and nothing else of the caller's.
        let passed = ProcessInfo.processInfo.environment.filter { name, _ in
            name == "PATH" || name.hasSuffix("_PROXY") || name.hasSuffix("_proxy") || name.hasPrefix("PIP_")
                || name.hasPrefix("SSL_CERT_") || name.hasSuffix("_CA_BUNDLE")
        }
        // Tests run beside servers of people, whose usual port is theirs.
        var own = ["DEXTRA_HOME": home, "HOME": "/nonexistent", "LANG": "C.UTF-8", "DEXTRA_LISTEN": "none"]
        own["DEXTRA_DATABASE"] = database
        return passed.merging(own) { $1 }
    }

    /// Shows the server's last log lines beside the test's own failure.
    private func report() async {
        let log =
            (try? String(contentsOf: URL(filePath: "\(home)/logs/server.log"), encoding: .utf8)) ?? "no server log"
        print("server log of the failed test:\n" + log.split(separator: "\n").suffix(40).joined(separator: "\n"))
    }

    private func tearDown() async {
        let homes = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in homes where name.hasPrefix("home") {
            _ = try? await neighbour(name).dextra("stop", timeout: .seconds(20))
        }
        for pid in RunningProcesses.mentioning(folder) { kill(pid, SIGKILL) }
        // Applications don't mention the home on their command line; they work below it.
        for pid in RunningProcesses.below(folder) { kill(pid, SIGKILL) }
        // Sealed releases are read-only, which keeps an ordinary user from removing what is in them.
        let removal = "umount \(folder)/* 2>/dev/null; chmod -R u+rwx \(folder); rm -rf \(folder)"
        _ = try? await run("/bin/sh", ["-c", removal], directory: "/")
    }
}

/// How a program ended and what it wrote.
struct Outcome: CustomStringConvertible {
    var command: String
    var status: Processes.ExitStatus
    var output: String
    var error: String

    var description: String { "\(command): \(status)\n\(output)\(error)" }

    /// The last line of the output as JSON, as `--json` promises.
    var json: JSONValue {
        get throws {
            try JSONText.decode(JSONValue.self, from: output.split(separator: "\n").last.map(String.init) ?? "")
        }
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isWhitespace == true { text.removeFirst() }
        return String(text)
    }
}
