// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments

/// A command line with one of everything.
let ferry = CommandSpec(
    "ferry", summary: "Carry cargo across", details: "First paragraph.\n\nSecond paragraph.",
    options: [OptionSpec("home", .value(ValueSpec("DIR", .folder)), "Where the ferry lives")],
    subcommands: [
        CommandSpec(
            "load", summary: "Take cargo on board: it's [heavy]",
            options: [
                OptionSpec("wait", .toggle(default: true), "Don't wait"),
                .flag("all", short: "a", "Everything"),
                .flag("brief", short: "b", "Say little"),
                OptionSpec("number", short: "n", .value(ValueSpec("N", .integer(1...9))), "How many"),
                OptionSpec("tag", short: "t", .value(ValueSpec("TAG")), "A tag", isRepeatable: true),
                OptionSpec("deck", .value(ValueSpec("DECK", .choice(["upper", "lower"]))), "Which deck"),
                OptionSpec("timeout", .value(ValueSpec("TIME", .duration)), "How long"),
                OptionSpec("secret", .toggle(default: false), "Hidden", isHidden: true),
            ],
            positionals: [PositionalSpec("PATH", .folder, "What to load")],
            examples: [.init("ferry load -n5 crates", "Five crates")]),
        CommandSpec(
            "crew", summary: "Look after the crew",
            subcommands: [
                CommandSpec(
                    "add", summary: "Add people",
                    positionals: [
                        PositionalSpec("ROLE", .choice(["cook", "mate"]), "Role", isRequired: true),
                        PositionalSpec("NAME", .text, "Names", isRequired: true, isRepeatable: true),
                    ]),
                CommandSpec("list", summary: "List people"),
                CommandSpec(
                    "pay", summary: "Pay somebody",
                    options: [OptionSpec("from", .value(ValueSpec("PURSE", .lookup("purses"))), "Whose money")],
                    positionals: [PositionalSpec("WHO", .lookup("people"), "Who is paid")]),
                CommandSpec(
                    "move", summary: "Move people",
                    options: [OptionSpec("on", .value(ValueSpec("DAY")), "When")],
                    positionals: [
                        PositionalSpec("WHY", .text, "Why", isRequired: true),
                        PositionalSpec("TO", .choice(["bow", "stern"]), "Where to", isRequired: true),
                        PositionalSpec("WHO", .lookup("people"), "Who", isRequired: true, isRepeatable: true),
                    ]),
            ]),
        CommandSpec("steer", summary: "Hand over", isHidden: true, passesThrough: true),
    ])
