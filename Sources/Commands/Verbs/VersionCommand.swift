// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra version`: which build this is. Needs no server.
enum VersionCommand: Verb {
    static let spec = CommandSpec("version", summary: "Print the version")

    private struct Version: Encodable { let version: String }

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        if arguments.isOn("json") {
            try context.console.json(Version(version: DextraVersion.current))
        } else {
            context.console.line("dextra \(DextraVersion.current)")
        }
        return 0
    }
}
