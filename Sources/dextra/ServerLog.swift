// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Model
import Primitives
import Storage

/// Where the server's log goes.
struct ServerLog: Sendable {
    let logger: Logger
    /// Nil when somebody else keeps what is written to standard error.
    private let file: RotatingFileSink?

    /// Opened before there are settings: what goes wrong until then is to be read somewhere.
    init(_ options: ServeOptions, _ home: ServerHome) throws {
        switch options.log {
        case .file:
            let sink = try RotatingFileSink(path: home.log, format: .json, now: TimeSource.system.now())
            (file, logger) = (sink, Logger(label: "server", sink: sink))
        case .standardError:
            file = nil
            logger = Logger(label: "server", sink: StandardErrorSink(format: options.logsJSON ? .json : .human))
        }
    }

    /// Goes by the settings as they are now.
    func apply(from database: any Database) async throws {
        guard let file else { return }
        let settings = try await database.read { try SettingStore().server(on: $0) }
        file.rotate(
            by: RotatingFileSink.Rotation(
                maximumBytes: settings.serverLogBytes, keptFiles: settings.serverLogFiles,
                keptFor: settings.serverLogsKept),
            now: TimeSource.system.now())
    }
}
