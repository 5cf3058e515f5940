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
    static let all: [Ecosystem] = [.node, .python, .ruby, .php, .go, .rust, .java, .page]
}
