// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a file's text about versions is to be read; each tool has rules of its own for the same signs.
enum VersionGrammar: Sendable {
    /// A version or the beginning of one, as version files write it: `20`, `3.12`, `21.0.2`.
    case line
    /// npm's ranges (github.com/npm/node-semver#ranges).
    case node
    /// PEP 440 specifiers (packaging.python.org/en/latest/specifications/version-specifiers), and Poetry's `^`, `~` and
    /// `||` (python-poetry.org/docs/dependency-specification).
    case python
    /// RubyGems' requirements (guides.rubygems.org/patterns); Elixir's are the same with `and` and `or`
    /// (hexdocs.pm/elixir/Version.html).
    case pessimistic
    /// Composer's constraints (getcomposer.org/doc/articles/versions.md).
    case composer
    /// The least version that will do, of which the newest patch is taken: Go's `go` line (go.dev/ref/mod#go-mod-file-go),
    /// Java's level, Cargo's `rust-version`.
    case minimum
    /// `sdk.version` of global.json with its `rollForward` behind a space
    /// (learn.microsoft.com/dotnet/core/tools/global-json).
    case dotnet

    /// `~1.2` is below 2.0 here, and below 1.3 elsewhere.
    var tildeFreesLastNumber: Bool { self == .composer || self == .pessimistic }
    /// `>1.2` leaves out all of 1.2, and `<=1.2` takes all of it in.
    var completesPartialVersions: Bool { self == .node || self == .line }
}
