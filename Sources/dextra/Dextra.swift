// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Delivery
import FoundationEssentials
import Glibc
import LocalProcess
import Primitives

/// `dextra`: the command line, the server and the static server in one executable.
@main
struct Dextra {
    static func main() async {
        let backups = BackupReader { try Server.database($0, StandardErrorSink(format: .human)) }
        let mains = CommandContext.Mains(
            serve: { options, hangups in try await Server.serve(options, hangups: hangups) },
            staticServer: { arguments in
                let logger = Logger(label: "static", sink: StandardErrorSink(format: .human))
                try await StaticServer.main(arguments: arguments, logger: logger)
                return 0
            }, migrate: RecordMigration.run,
            verifyBackup: { try await backups.verify($0) },
            restoreBackup: { try await backups.restore($0, to: $1, passphrase: $2) })
        let status = await CommandLineTool.run(
            arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
            mains: mains)
        exit(status)
    }
}
