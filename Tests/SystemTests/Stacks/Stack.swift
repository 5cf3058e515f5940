// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Testing

/// A small true project in `Tests/Stacks`, written as its language's own documentation has it and without a word for Dextra.
struct Stack: Sendable, CustomTestStringConvertible {
    /// The project's folder.
    var name: String
    /// What detection calls it: its framework, or its language where it has none.
    var kind: String
    /// What it is built and started with; without one of these the test is skipped.
    var programs: [String]
    /// What must be there besides, which no program shows.
    var files: [String] = []
    /// Whether its build fetches packages from a registry.
    var needsRegistry = false
    /// A part of the page at `/`.
    var answer: String

    var testDescription: String { name }

    static let folder: String =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/Stacks"

    var path: String { "\(Self.folder)/\(name)" }

    /// What this machine lacks for it.
    var missing: [String] {
        programs.filter { Self.find($0) == nil } + files.filter { access($0, F_OK) != 0 }
    }

    /// Where builds find a program. Those of root's projects run as other users, who see nothing of root's home.
    private static func find(_ program: String) -> String? {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let home = environment["HOME"] ?? "/root"
        return folders.filter { geteuid() != 0 || !$0.hasPrefix(home + "/") }.map { "\($0)/\(program)" }
            .first { access($0, X_OK) == 0 }
    }
}

extension Stack {
    static let all = scripted + compiled + python + sites

    private static let scripted = [
        Stack(name: "node-server", kind: "javascript", programs: ["node", "npm"], answer: "hello from node"),
        Stack(name: "node-workspace", kind: "javascript", programs: ["node", "npm"], answer: "hello from a workspace"),
        Stack(name: "ruby-script", kind: "ruby", programs: ["ruby"], answer: "hello from ruby"),
        Stack(name: "ruby-rack", kind: "rack", programs: ["ruby", "rackup"], answer: "hello from rack"),
        Stack(
            name: "ruby-sinatra", kind: "sinatra", programs: ["ruby", "bundle"], needsRegistry: true,
            answer: "hello from sinatra"),
        Stack(
            name: "ruby-classic", kind: "sinatra", programs: ["ruby"], files: ["/usr/share/doc/ruby-sinatra"],
            answer: "hello from classic sinatra"),
        Stack(name: "php-pages", kind: "php", programs: ["php"], answer: "hello from php 8"),
        Stack(name: "php-public", kind: "php", programs: ["php"], answer: "hello from php's public folder"),
        Stack(
            name: "perl-mojolicious", kind: "mojolicious", programs: ["perl"],
            files: ["/usr/share/perl5/Mojolicious.pm"], answer: "hello from mojolicious"),
        Stack(
            name: "perl-plack", kind: "plack", programs: ["perl", "plackup"], answer: "hello from plack"),
        Stack(
            name: "perl-dancer2", kind: "dancer2", programs: ["perl", "plackup"],
            files: ["/usr/share/perl5/Dancer2.pm"], answer: "hello from dancer2"),
        Stack(
            name: "lua-socket", kind: "lua", programs: ["lua"], files: ["/usr/share/lua/5.4/socket.lua"],
            answer: "hello from lua"),
        Stack(name: "guile-script", kind: "scheme", programs: ["guile"], answer: "hello from guile"),
        Stack(name: "racket-server", kind: "racket-web-server", programs: ["racket"], answer: "hello from racket"),
    ]

    private static let compiled = [
        Stack(name: "c-cmake", kind: "c", programs: ["cmake", "make", "cc"], answer: "hello from cmake"),
        Stack(name: "c-meson", kind: "c", programs: ["meson", "ninja", "cc"], answer: "hello from meson"),
        Stack(name: "c-make", kind: "c", programs: ["make", "cc"], answer: "hello from make"),
        Stack(
            name: "c-autotools", kind: "c", programs: ["autoreconf", "automake", "make", "cc"],
            answer: "hello from autotools"),
        Stack(name: "cobol-program", kind: "cobol", programs: ["cobc"], answer: "hello from cobol"),
        Stack(name: "go-module", kind: "go", programs: ["go"], answer: "hello from go"),
        Stack(name: "go-commands", kind: "go", programs: ["go"], answer: "hello from cmd/shop"),
        Stack(name: "rust-cargo", kind: "rust", programs: ["cargo", "rustc"], answer: "hello from rust"),
        Stack(
            name: "java-maven", kind: "java", programs: ["mvn", "java", "javac"],
            // Debian's own repository, which the project's settings read instead of the registry.
            files: [
                "/usr/share/maven-repo/org/apache/maven/plugins/maven-compiler-plugin",
                "/usr/share/maven-repo/org/apache/maven/plugins/maven-jar-plugin",
                "/usr/share/maven-repo/org/apache/maven/plugins/maven-resources-plugin",
                "/usr/share/maven-repo/org/apache/maven/plugins/maven-surefire-plugin",
            ], answer: "hello from java"),
        Stack(name: "swift-package", kind: "swift", programs: ["swift"], answer: "hello from swift"),
        Stack(name: "elixir-mix", kind: "elixir", programs: ["mix"], answer: "hello from elixir"),
        Stack(name: "erlang-rebar3", kind: "erlang", programs: ["rebar3"], answer: "hello from erlang"),
        Stack(name: "crystal-shards", kind: "crystal", programs: ["crystal", "shards"], answer: "hello from crystal"),
        Stack(name: "chicken-script", kind: "scheme", programs: ["csc"], answer: "hello from chicken"),
    ]

    private static let python = [
        Stack(name: "python-script", kind: "python", programs: ["python3"], answer: "hello from python"),
        fromPyPI("python-flask", "flask", [], "hello from flask"),
        fromPyPI("python-fastapi", "fastapi", [], "from fastapi"),
        fromPyPI("python-django", "django", [], "hello from django"),
        fromPyPI("python-uv", "flask", ["uv"], "hello from uv"),
        fromPyPI("python-poetry", "flask", ["poetry"], "hello from poetry"),
        fromPyPI("python-pdm", "flask", ["pdm"], "hello from pdm"),
        fromPyPI("python-pipenv", "flask", ["pipenv"], "hello from pipenv"),
        fromPyPI("python-streamlit", "streamlit", [], "Streamlit"),
        fromPyPI("site-mkdocs", "mkdocs", [], "hello from mkdocs"),
        fromPyPI("site-sphinx", "sphinx", [], "hello from sphinx"),
        fromPyPI("site-pelican", "pelican", [], "hello from pelican"),
    ]

    private static let sites = [
        Stack(name: "site-plain", kind: "html", programs: [], answer: "hello from a page"),
        Stack(name: "site-hugo", kind: "hugo", programs: ["hugo"], answer: "hello from hugo"),
        Stack(name: "site-jekyll", kind: "jekyll", programs: ["jekyll"], answer: "hello from jekyll"),
    ]

    private static func fromPyPI(_ name: String, _ kind: String, _ programs: [String], _ answer: String) -> Stack {
        Stack(name: name, kind: kind, programs: ["python3"] + programs, needsRegistry: true, answer: answer)
    }
}
