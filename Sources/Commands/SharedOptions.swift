// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Model

/// Options and positionals that several commands share.
enum SharedOptions {
    static let profile = OptionSpec(
        "profile", short: "p", .value(ValueSpec("PROFILE", .choice(Profile.allCases.map(\.rawValue)))),
        "Which of the project's environments; production if not given")

    /// For commands whose positionals mean something else.
    static let project = OptionSpec(
        "project", .value(ValueSpec("NAME", .lookup("projects"))), "The project; that of this folder if not given")

    static let member = OptionSpec(
        "member", .value(ValueSpec("FOLDER")),
        "The part of a workspace, by its folder; else as dextra.yaml's root says")

    static let projectPositional = PositionalSpec(
        "PROJECT", .lookup("projects"), "The project; that of this folder if not given")

    /// For what is confirmed at a terminal.
    static let yes = OptionSpec.flag("yes", short: "y", "Don't ask")

    static let runPositional = PositionalSpec(
        "RUN", .text, "The run's ID, or the last 8 or more characters of it", isRequired: true)
}
