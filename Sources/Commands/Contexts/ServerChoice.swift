// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import HTTP
import Primitives

/// Which server a command line is for, and what decided that.
enum ServerChoice {
    /// This user's own.
    case local
    /// One that was signed in to.
    case context(ContextName)
    /// The one that `DEXTRA_URL` names, with `DEXTRA_TOKEN`: for machines on which nobody signs in.
    case environment

    /// In this order: `--context`, `--home`, `DEXTRA_URL`, `DEXTRA_CONTEXT`, `DEXTRA_HOME`, the context in use.
    ///
    /// Naming a data directory means its server: a script that sets `DEXTRA_HOME` must not end up at another one
    /// because somebody has signed in there. Throws `usage` when two of the same rank disagree.
    static func find(
        _ arguments: ParsedArguments, environment: [String: String], current: () throws -> ContextName
    ) throws -> ServerChoice {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let name = try arguments.option("context").map({ try ContextName($0) }) {
            guard name == .local || arguments.option("home") == nil else {
                throw Failure(
                    .usage, "--home is a data directory of this machine, and --context \(name) another server",
                    hint: "leave one of them out")
            }
            return of(name)
        }
        if arguments.option("home") != nil { return .local }
        let name = try value("DEXTRA_CONTEXT").map { try ContextName($0) }
        if value("DEXTRA_URL") != nil {
            guard name == nil else {
                throw Failure(
                    .usage, "DEXTRA_URL and DEXTRA_CONTEXT are both set", hint: "unset one of them, or use --context")
            }
            return .environment
        }
        if let name { return of(name) }
        return value("DEXTRA_HOME") == nil ? of(try current()) : .local
    }

    private static func of(_ name: ContextName) -> ServerChoice { name == .local ? .local : .context(name) }
}
