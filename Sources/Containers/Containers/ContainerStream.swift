// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Processes

/// A conversation with a program in a container: its output, and its standard input where it was asked for.
///
/// Closed when its last reference goes; the program does not end with it.
package actor ContainerStream {
    private let connection: UpgradedConnection
    private let hasTerminal: Bool
    private let engine: DockerEngine
    private var demultiplexer = OutputDemultiplexer()
    private var ready: ArraySlice<OutputChunk> = []

    init(_ connection: UpgradedConnection, hasTerminal: Bool, engine: DockerEngine) {
        self.connection = connection
        self.hasTerminal = hasTerminal
        self.engine = engine
    }

    /// The next piece of output, nil when the program has closed it; one reader. With a terminal all of it is standard
    /// output. Throws `engine_unavailable`.
    package func read() async throws -> OutputChunk? {
        while ready.isEmpty {
            guard let bytes = try await engine.reading({ try await connection.read() }) else { return nil }
            if hasTerminal {
                ready = [OutputChunk(stream: .stdout, bytes: bytes)]
            } else {
                ready = try demultiplexer.consume(bytes).filter { !$0.bytes.isEmpty }
                    .map { OutputChunk(stream: $0.stream, bytes: $0.bytes) }[...]
            }
        }
        return ready.popFirst()
    }

    /// Sends bytes to its standard input. Throws `engine_unavailable` when it has ended.
    package nonisolated func write(_ bytes: [UInt8]) async throws {
        try await engine.reading { try await connection.write(bytes) }
    }

    /// Ends its standard input; output goes on.
    package nonisolated func finishInput() async throws {
        try await engine.reading { try await connection.finishOutput() }
    }

    package nonisolated func close() { connection.close() }
}

extension DockerEngine {
    /// Talks to a container's first process: create it with `keepsInputOpen` to write to it, and attach before the start
    /// to miss nothing.
    ///
    /// Throws `container_not_found`.
    package func attach(to container: String) async throws -> ContainerStream {
        let snapshot = try await self.container(container)
        let query: [(String, String?)] = [("stream", "1"), ("stdin", "1"), ("stdout", "1"), ("stderr", "1")]
        let call = try containerCall(.post, snapshot.id, "/attach", query, isPatient: true)
        return try await hijack(call, hasTerminal: snapshot.hasTerminal)
    }

    /// Sends a call after which the connection is the program's.
    func hijack(_ call: EngineCall, hasTerminal: Bool) async throws -> ContainerStream {
        var request = call.request(version)
        request.headers.set("Connection", "Upgrade")
        request.headers.set("Upgrade", "tcp")
        let answer = try await reading { try await client.upgrade(to: endpoint, request) }
        switch answer {
        case .upgraded(let connection):
            return ContainerStream(connection, hasTerminal: hasTerminal, engine: self)
        case .answered(let response): throw await refusal(response, call.subject)
        }
    }
}
