// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Glibc
import Primitives

/// `dextra serve`: the server, until it is told to end.
enum ServeCommand: Verb {
    static let spec = CommandSpec(
        "serve", summary: "Run the server in the foreground",
        details: "Other commands start one in the background when they need it. Ends at Ctrl-C, TERM or 'dextra stop'; "
            + "applications go on running, and the next server takes them over. HUP makes it read its certificate again.",
        options: [
            OptionSpec(
                "database", .value(ValueSpec("URL")),
                "Keep the records in a PostgreSQL database that other nodes share: postgres://user@host/name"),
            OptionSpec(
                "bind", .value(ValueSpec("ADDRESS")), "Address that applications are reached at; 127.0.0.1 if not given"
            ),
            OptionSpec(
                "front-port", .value(ValueSpec("PORT", .integer(1...65_535))),
                "Port shared by all applications, by host name; 8080 if not given"),
            OptionSpec(
                "base-port", .value(ValueSpec("PORT", .integer(1...65_000))),
                "First of the applications' own ports; 8100 if not given"),
            OptionSpec("background", .toggle(default: false), "Log to the data directory", isHidden: true),
        ] + WebOptions.specs)

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        let environment = context.environment
        var options = ServeOptions(
            home: try context.home(arguments),
            database: try DatabaseAddress.find(option: arguments.option("database"), in: environment),
            logsJSON: arguments.isOn("json"))
        // A server that a command starts by itself takes the same settings from the environment.
        if let address = arguments.option("bind") ?? environment["DEXTRA_BIND"] { options.bindAddress = address }
        if let port = try arguments.integer("front-port") ?? port("DEXTRA_FRONT_PORT", environment) {
            options.frontPort = port
        }
        if let port = try arguments.integer("base-port") ?? port("DEXTRA_BASE_PORT", environment) {
            options.basePort = port
        }
        options.web = try WebOptions.read(arguments, environment, absolute: context.absolute)
        if arguments.isOn("background") {
            options.log = .file
            // A background server must not keep anybody's folder or file system busy.
            chdir("/")
        }
        let signals = context.signals()
        let (hangups, hangup) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        return try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask { [options] in
                try await context.mains.serve(options, hangups)
                return 0
            }
            group.addTask {
                for await number in signals.arrivals {
                    if number == SIGINT || number == SIGTERM { return nil }
                    if number == SIGHUP { hangup.yield() }
                }
                return nil
            }
            // An ending server is not hurried by another signal.
            defer {
                group.cancelAll()
                withExtendedLifetime(signals) {}
            }
            if let status = try await group.next() ?? nil { return status }
            group.cancelAll()
            do {
                while let status = try await group.next() { if let status { return status } }
            } catch is CancellationError {}
            return 0
        }
    }

    private static func port(_ name: String, _ environment: [String: String]) throws(Failure) -> Int? {
        guard let text = environment[name], !text.isEmpty else { return nil }
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw Failure(.usage, "\(name) needs a port from 1 to 65535, not '\(text)'")
        }
        return port
    }
}
