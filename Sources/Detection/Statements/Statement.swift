// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One thing that another platform's file says about the project.
struct Statement {
    /// The key's path in its file, e.g. `build.command`.
    var key: String
    var claim: Claim
    /// The folder that it is about, relative to the file's; `""` is the file's own.
    var folder = ""
    /// Whether it counts only where nothing else speaks of the same thing.
    var isHint = false

    enum Claim: Equatable {
        case install(String), build(String), start(String), release(String)
        /// A folder to serve.
        case output(String)
        case port(Int)
        case healthPath(String)
        /// A variable of the build's or the program's environment.
        case variable(String, String)
        /// Nothing that changes the blueprint, in words.
        case note(String)

        var text: String {
            switch self {
            case .install(let text), .build(let text), .start(let text), .release(let text), .output(let text),
                .healthPath(let text), .variable(_, let text), .note(let text):
                text
            case .port(let port): String(port)
            }
        }
    }
}
