// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One thing that another platform's file says about the project.
struct Statement {
    /// The key's path in its file, e.g. `build.command`.
    var key: String
    var claim: Claim

    enum Claim: Equatable {
        case install(String), build(String), start(String), release(String)
        /// A folder to serve.
        case output(String)
        case port(Int)
        case healthPath(String)
        /// Nothing that changes the blueprint, in words.
        case note(String)

        var text: String {
            switch self {
            case .install(let text), .build(let text), .start(let text), .release(let text), .output(let text),
                .healthPath(let text), .note(let text):
                text
            case .port(let port): String(port)
            }
        }
    }
}

/// One row of the table of other platforms' files.
struct StatementSource: Sendable {
    /// The first of these that exists is read.
    var files: [String]
    var document: String
    var read: @Sendable (JSONValue) -> [Statement]

    /// In order of precedence: where two speak of the same thing, the first decides and the other is noted.
    static let all: [StatementSource] = hosts + builders
}
