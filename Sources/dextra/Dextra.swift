// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Glibc
import LocalProcess
import Primitives

/// `dextra`: the command line, the server and the static server in one executable.
@main
struct Dextra {
    static func main() async {
        let status = await CommandLineTool.run(
            arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
            mains: CommandContext.Mains(
                serve: { options in try await Server.serve(options) },
                staticServer: { arguments in
                    let logger = Logger(label: "static", sink: StandardErrorSink(format: .human))
                    try await StaticServer.main(arguments: arguments, logger: logger)
                    return 0
                }, migrate: RecordMigration.run))
        exit(status)
    }
}
