// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Primitives

/// Where the server's log goes.
enum ServerLog {
    static func logger(_ options: ServeOptions, _ home: ServerHome) throws -> Logger {
        switch options.log {
        case .file:
            Logger(
                label: "server", sink: try RotatingFileSink(path: home.log, format: .json, now: TimeSource.system.now())
            )
        case .standardError:
            Logger(label: "server", sink: StandardErrorSink(format: options.logsJSON ? .json : .human))
        }
    }
}
