// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
package import Processes

/// A program to run in a container beside its first.
package struct ExecCommand: Sendable {
    package var arguments: [String]
    package var environment: [String: String] = [:]
    /// nil for the container's own.
    package var user: String?
    package var workingDirectory: String?
    /// nil for no standard input at all.
    package var input: [UInt8]?

    package init(_ arguments: [String], input: [UInt8]? = nil) {
        self.arguments = arguments
        self.input = input
    }
}

/// What a program left behind.
package struct ExecResult: Sendable, Hashable {
    package var exitCode: Int
    package var output: [UInt8]
    package var error: [UInt8]
}

extension DockerEngine {
    /// Runs a program in a container, hands over its output as it comes, and gives its exit code: 126 or 127 when it
    /// can't be run.
    ///
    /// Cancellation leaves it running, since engines can't end it: give it a time limit of its own. Throws
    /// `container_not_found`, `container_conflict` when the container does not run.
    package func execute(
        _ command: ExecCommand, in container: String, onOutput: (OutputChunk) async throws -> Void = { _ in }
    ) async throws -> Int {
        let body: JSONValue = [
            "Cmd": .strings(command.arguments), "Env": .strings(command.environment.map { "\($0)=\($1)" }.sorted()),
            "AttachStdout": true, "AttachStderr": true, "AttachStdin": .bool(command.input != nil), "Tty": false,
            "User": .string(command.user ?? ""), "WorkingDir": .string(command.workingDirectory ?? ""),
        ]
        let id = try await value(try containerCall(.post, container, "/exec", json: body)).text("Id")
        let start = try EngineCall(
            .post, "/exec/\(id)/start", subject: .container(container), json: ["Detach": false, "Tty": false],
            timeouts: .patient)
        let stream = try await hijack(start, hasTerminal: false)
        defer { stream.close() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let input = command.input {
                group.addTask {
                    // A program that ends without reading all of its input is no failure.
                    try? await stream.write(input)
                    try? await stream.finishInput()
                }
            }
            while let chunk = try await stream.read() { try await onOutput(chunk) }
            group.cancelAll()
        }
        return try await exitCode(ofExec: id)
    }

    /// Runs a program in a container and gives all it wrote, at most `limit` bytes of each stream; what is more is
    /// dropped.
    package func collect(
        _ command: ExecCommand, in container: String, limit: Int = 1 << 20
    ) async throws -> ExecResult {
        var result = ExecResult(exitCode: 0, output: [], error: [])
        result.exitCode = try await execute(command, in: container) { chunk in
            switch chunk.stream {
            case .stdout: result.output += chunk.bytes.prefix(max(0, limit - result.output.count))
            case .stderr: result.error += chunk.bytes.prefix(max(0, limit - result.error.count))
            }
        }
        return result
    }

    /// The engine closes the output a moment before it notes how the program ended.
    private func exitCode(ofExec id: String) async throws -> Int {
        for attempt in 1... {
            let answer = try await value(try EngineCall(.get, "/exec/\(id)/json"))
            if !answer.flag("Running"), let code = answer["ExitCode"]?.integer { return Int(code) }
            // Output was closed, but the program goes on.
            guard attempt < 200 else { break }
            try await time.sleep(for: .milliseconds(min(10 * attempt, 100)))
        }
        throw Failure(
            .engineFailed, "the program closed its output and did not end",
            hint: "don't start background programs this way")
    }
}
