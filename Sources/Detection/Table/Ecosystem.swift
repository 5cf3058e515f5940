// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One language with its package managers and frameworks.
struct Ecosystem: Sendable {
    var language: String
    /// What is looked for, in words, for the hint when nothing was found.
    var looksFor: String
    /// The ecosystem's view of a tree; nil when nothing in it belongs to the ecosystem.
    var survey: @Sendable (Source) -> Draft?

    /// Every ecosystem there is; a tie in rank goes to the one that stands first.
    ///
    /// What builds other languages' parts (CMake, make) and what is known by the endings of its files stand last.
    static let all: [Ecosystem] = [
        .deno, .node, .python, .ruby, .php, .go, .rust, .java, .scala, .clojure, .dotnet, .elixir, .erlang, .gleam,
        .swift, .dart, .crystal, .haskell, .julia, .zig, .perl, .r, .lua, .racket, .scheme, .generators, .cpp, .cobol,
        .page,
    ]
}
