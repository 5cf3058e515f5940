// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import StoragePostgreSQL
import Workflows

/// `engine-node`: a process that does nothing but carry out runs from a shared database, for the tests of several nodes,
/// which kill it, stop it and cut it off.
///
///     engine-node URL NAME EFFECTS LEASE_MS [MIGRATIONS [KIND_VERSION]]
///
/// Its effects are lines in the file EFFECTS: run, step, number, node and fencing token. MIGRATIONS and KIND_VERSION make
/// it an older binary than the one it is.
@main
struct EngineNode {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 5, let lease = Int(arguments[4]) else {
            throw Failure(.invalidArgument, "usage: engine-node URL NAME EFFECTS LEASE_MS [MIGRATIONS [KIND_VERSION]]")
        }
        let known = arguments.count > 5 ? Int(arguments[5]) ?? 0 : Schema.generation
        let version = arguments.count > 6 ? Int(arguments[6]) ?? 1 : 1
        let logger = Logger(label: arguments[2], sink: StandardErrorSink(format: .human))
        let database = try PostgreSQLDatabase.open(url: Redacted(arguments[1]), logger: logger)
        try await Migrator(migrations: Array(Schema.migrations.prefix(known)))
            .migrate(database, binaryVersion: "0.\(known)", time: .system)
        let effects = try EffectFile(path: arguments[3], node: arguments[2])
        var configuration = EngineConfiguration()
        configuration.leaseDuration = .milliseconds(lease)
        configuration.pollInterval = .milliseconds(500)
        let engine = WorkflowEngine(
            database: database, events: EventLog(database: database, time: .system),
            registry: try RunRegistry(TestKinds.all(effects, version: version)), time: .system, random: .system,
            nodeID: arguments[2], configuration: configuration, logger: logger)
        // Not print: its buffer would keep the word from a file.
        _ = write(STDOUT_FILENO, "ready\n", 6)
        try await engine.run()
    }
}
