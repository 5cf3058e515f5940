// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Detection

extension ParsedArguments {
    /// What a command line begins with that is to ask the same server: the program with the options by which this one chose
    /// it. What the environment or the context in use has chosen, it chooses there again.
    var program: String {
        ["context", "home"].reduce("dextra") { line, name in
            option(name).map { "\(line) --\(name)=\($0.shellQuoted)" } ?? line
        }
    }
}
