// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// A project whose image is built and run.
struct ImageCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// Files by path; empty for a project of `Tests/Stacks` by that name.
    var files: [String: String] = [:]
    /// A part of the answer at `/`.
    var answer: String
    /// A file to change between two builds, and the text to add to it.
    var changes: (file: String, line: String)?
    /// The beginning of the instruction that fills the dependency layer, which must come from the cache then.
    var cached: String?
    /// Programs that the image must not have.
    var lacks: [String] = []
    var needsPyPI = false

    var testDescription: String { name }

    static let all = [
        ImageCase(name: "node-server", answer: "hello from node"),
        ImageCase(
            name: "python-flask", answer: "hello from flask", changes: ("app.py", "\n# changed\n"),
            cached: "RUN python3 -m venv", needsPyPI: true),
        ImageCase(
            name: "python-poetry", answer: "hello from poetry", changes: ("app.py", "\n# changed\n"),
            cached: "RUN POETRY_VIRTUALENVS_IN_PROJECT", lacks: ["poetry"], needsPyPI: true),
        ImageCase(
            name: "go-module", answer: "hello from go", changes: ("main.go", "\n// changed\n"), cached: "RUN go mod",
            lacks: ["go", "sh"]),
        ImageCase(name: "ruby-script", answer: "hello from ruby"),
        ImageCase(name: "php-public", answer: "hello from php"),
        ImageCase(
            name: "perl-script",
            files: [
                "app.pl": """
                use strict;
                use IO::Socket::INET;
                my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $ENV{PORT}, Listen => 8, ReuseAddr => 1);
                while (my $peer = $server->accept) {
                    while (my $line = <$peer>) { last if $line =~ /^\\r?\\n$/ }
                    print $peer "HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\nhello from perl\\n";
                    close $peer;
                }
                """
            ], answer: "hello from perl"),
        ImageCase(
            name: "rust-cargo", answer: "hello from rust", changes: ("src/main.rs", "\n// changed\n"),
            cached: "RUN mkdir -p src", lacks: ["cargo", "rustc", "cc"]),
        ImageCase(
            name: "java-maven", answer: "hello from java",
            changes: ("src/main/java/com/example/Hello.java", "\n// changed\n"),
            cached: "RUN mvn -B -q dependency", lacks: ["mvn", "javac"]),
        ImageCase(
            name: "c-cmake", answer: "hello from cmake", changes: ("src/main.c", "\n// changed\n"),
            cached: "RUN apt-get update", lacks: ["cmake", "cc", "make"]),
        ImageCase(name: "site-plain", answer: "hello from a page", lacks: ["cc"]),
    ]
}
