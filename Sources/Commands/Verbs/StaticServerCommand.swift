// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// `dextra static-server`: serves the files of one static release, started by the server and by nobody else.
enum StaticServerCommand: Verb {
    static let spec = CommandSpec(
        "static-server", summary: "Serve the files of a static release", isHidden: true, passesThrough: true)

    static func run(_ arguments: ParsedArguments, _ context: CommandContext) async throws -> Int32 {
        try await context.mains.staticServer(arguments.rest)
    }
}
