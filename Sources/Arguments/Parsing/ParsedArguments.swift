// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A command line that has been understood: which command, and its options and positionals by name.
package struct ParsedArguments: Sendable, Equatable {
    /// The names of the command below the root, e.g. `["env", "set"]`.
    package var path: [String]
    /// `--help` was given: show the help of `path` instead of running it.
    package var wantsHelp: Bool
    var toggles: [String: Bool]
    var options: [String: [String]]
    var positionals: [String: [String]]
    /// What followed the name of a command that passes its arguments through.
    package var rest: [String]

    init(path: [String] = []) {
        self.path = path
        wantsHelp = false
        toggles = [:]
        options = [:]
        positionals = [:]
        rest = []
    }

    /// Whether a switch is on; its default counts when it wasn't given.
    package func isOn(_ name: String) -> Bool { toggles[name] ?? false }

    /// The last value of an option; nil when it wasn't given.
    package func option(_ name: String) -> String? { options[name]?.last }

    /// Every value of a repeatable option, in order.
    package func allOptions(_ name: String) -> [String] { options[name] ?? [] }

    package func integer(_ name: String) -> Int? { option(name).flatMap { Int($0) } }

    package func duration(_ name: String) -> Duration? { option(name).flatMap { Duration(argument: $0) } }

    package func positional(_ name: String) -> String? { positionals[name]?.first }

    /// Every value of a repeatable positional, in order.
    package func allPositionals(_ name: String) -> [String] { positionals[name] ?? [] }
}
