// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// One stack: for which blueprints it is, and how such a one becomes an image.
struct Recipe: Sendable {
    /// As the documentation lists it.
    var name: String
    var suits: @Sendable (Subject) -> Bool
    var plan: @Sendable (Subject) -> ImagePlan

    /// A recipe for languages as blueprints name them.
    init(_ name: String, languages: Set<String>, plan: @escaping @Sendable (Subject) -> ImagePlan) {
        self.init(name, suits: { languages.contains($0.blueprint.language ?? "") }, plan: plan)
    }

    init(
        _ name: String, suits: @escaping @Sendable (Subject) -> Bool, plan: @escaping @Sendable (Subject) -> ImagePlan
    ) {
        self.name = name
        self.suits = suits
        self.plan = plan
    }

    /// Every recipe: the first that suits is taken, and the last suits everything.
    static let all: [Recipe] = [
        .page, .deno, .node, .python, .ruby, .php, .go, .rust, .jvm, .sbt, .clojure, .dotnet, .elixir, .erlang, .gleam,
        .swift, .flutter, .dart, .crystal, .haskell, .julia, .zig, .perl, .r, .openResty, .lua, .racket, .chicken,
        .guile,
        .generators, .cpp, .cobol, .shell,
    ]
}
