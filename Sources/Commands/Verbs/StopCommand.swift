// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Glibc
import Primitives
import Wire

/// `dextra stop`: ends the server; applications go on running.
enum StopCommand: Verb {
    static let spec = CommandSpec(
        "stop", summary: "Stop the server; applications keep running",
        details: "The next server takes the running applications over. To end an application, destroy its project.")

    private static let patience = Duration.seconds(30)

    private struct Result: Encodable { let stopped: Bool }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        try context.requireLocal(
            arguments, "'dextra stop' ends this machine's own server, and another one is in use",
            hint: "use '--context local' for the one on this machine; a remote one is stopped where it runs")
        let home = try context.home(arguments)
        let client = ServerClient(home: home)
        let deadline = context.time.uptime() + patience
        let server = try await server(client, until: deadline, context)
        if let server {
            do {
                try await client.stop()
            } catch let failure as Failure where failure.isLostServer {
                // One that is ending anyway may not answer any more.
            } catch let failure as Failure where failure.code == .diskFull {
                // It can't write down who ended it. A full disk is no reason to keep it from ending, which a signal says
                // as well; it answered right now, so the process is it.
                guard kill(server.pid, SIGTERM) == 0 else { throw failure }
            }
            try await waitForEnd(of: server, in: home, client, until: deadline, context)
        }
        let wasRunning = server != nil
        if arguments.isOn("json") {
            try context.console.json(Result(stopped: wasRunning))
        } else {
            context.console.line(wasRunning ? "The server has ended." : "No server was running.")
        }
        return 0
    }

    /// The one that runs; nil when none does. One that takes connections and closes them is about to end.
    private static func server(
        _ client: ServerClient, until deadline: Duration, _ context: CommandContext
    ) async throws -> ServerInfo? {
        while true {
            do {
                return try await client.info()
            } catch let failure as Failure where failure.code == .serverNotRunning {
                return nil
            } catch let failure as Failure where failure.isLostServer && context.time.uptime() < deadline {
                try await context.time.sleep(for: .milliseconds(50))
            }
        }
    }

    private static func waitForEnd(
        of server: ServerInfo, in home: String, _ client: ServerClient, until deadline: Duration,
        _ context: CommandContext
    ) async throws {
        while context.time.uptime() < deadline {
            do {
                // Who follows something may have started another one at once.
                let answering = try await client.info()
                if answering.pid != server.pid || answering.startedAt != server.startedAt { return }
            } catch let failure as Failure where failure.code == .serverNotRunning {
                // It answers no longer; the data directory is free once the process is gone.
                if !client.isHomeClaimed { return }
            } catch let failure as Failure where failure.isLostServer {}
            try await context.time.sleep(for: .milliseconds(50))
        }
        throw Failure(
            .timedOut, "the server has not ended after \(patience.wholeMilliseconds / 1000) s",
            hint: "see logs/server.log in \(home)")
    }
}
