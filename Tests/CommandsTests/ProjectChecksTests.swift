// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Glibc
import Primitives
import TestKit
import Testing

/// With programs of the test's own on PATH: what a machine has is no fact that a test may count on.
@Suite struct ProjectChecksTests {
    private static func with(
        _ files: [String: String], programs: [String: String], _ body: ([Finding]) throws -> Void
    ) async throws {
        let root = "/tmp/dextra-checks-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        for folder in ["app", "bin"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        }
        for (path, text) in files {
            let file = URL(filePath: "\(root)/app/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        for (name, answer) in programs {
            try ExecutableScript.write("#!/bin/sh\necho '\(answer)'\n", to: "\(root)/bin/\(name)")
        }
        try body(try await ProjectChecks(path: "\(root)/app", searchPath: "\(root)/bin").run())
    }

    @Test func saysWhatIsThereAndWhatIsNot() async throws {
        try await Self.with(
            ["server.rb": "require 'socket'\n", ".ruby-version": "3.1\n"], programs: ["ruby": "ruby 3.1.2p20 (2022)"]
        ) { findings in
            #expect(findings.map(\.name) == ["ruby"])
            #expect(findings.first?.status == .ok)
            #expect(findings.first?.detail.hasPrefix("3.1.2, ") == true, "\(findings)")
            #expect(findings.first?.detail.hasSuffix("; .ruby-version asks for 3.1") == true)
        }
        try await Self.with(["server.rb": "require 'socket'\n"], programs: [:]) { findings in
            #expect(findings.first?.status == .missing)
            #expect(findings.first?.packages == ["ruby"])
            #expect(!Diagnosis(findings).isReady)
        }
    }

    @Test func anotherVersionIsAWarning() async throws {
        try await Self.with(
            ["go.mod": "module a\n\ngo 1.22\n", "main.go": "package main\nfunc main() {}\n"],
            programs: ["go": "go version go1.19.8 linux/amd64"]
        ) { findings in
            #expect(findings.first?.status == .warn)
            #expect(findings.first?.detail.contains("asks for 1.22, which this is not") == true)
        }
    }

    @Test func theFilesOwnWordsCount() async throws {
        try await Self.with(["dextra.yaml": "start: php -S :$PORT\n"], programs: ["php": "PHP 8.2.1 (cli)"]) {
            findings in
            #expect(findings.map(\.name) == ["php"])
        }
    }

    @Test(
        arguments: [
            ("Erlang/OTP 25 [erts-13.1.5] [source]\n\nMix 1.14.0 (compiled with Erlang/OTP 25)", "mix", "1.14.0"),
            ("go version go1.19.8 linux/amd64", "go", "1.19.8"),
            ("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment", "java", "17.0.15"),
            ("v20.11.1", "node", "20.11.1"), ("no number", "x", nil),
        ] as [(String, String, String?)]) func findsTheVersion(_ text: String, _ program: String, _ version: String?)
    {
        #expect(ProjectChecks.version(in: text, of: program) == version)
    }
}
