// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Testing

/// Which release a project's text about a version becomes, in the grammar of the file it stands in.
@Suite struct VersionTests {
    private func node(_ range: String) throws -> String? {
        try detect(["package.json": #"{"scripts": {"start": "node a.js"}, "engines": {"node": "\#(range)"}}"#])
            .runtimeVersions["node"]
    }

    @Test(arguments: [
        (">=18 <21", "20."), ("^18.2.0 || ^20", "20."), ("18.x", "18."), ("~18.20", "18.20."), ("18 - 20", "20."),
        ("18.0.0 - 18.9", "18.0.0 - 18.9"), (">18 <=20", "20."), ("<=16.20", "16.20."), ("= 20", "20."), ("v20", "20."),
        ("20.11.1", "20.11.1"), (">=20, <22", "20."), ("lts/iron", "20."), (">= 99", ">= 99"),
        ("20 || x y", "20 || x y"),
        ("^0.0.3", "^0.0.3"), ("<18 >=16.0.0-rc.1", "16."),
    ])
    func readsNodeRanges(range: String, begins: String) throws {
        let version = try node(range)
        #expect(version?.hasPrefix(begins) == true, "\(range) became \(version ?? "nothing")")
    }

    @Test func aRangeIsResolvedInTheOpen() throws {
        let blueprint = try detect([
            "package.json": #"{"scripts": {"start": "node a.js"}, "engines": {"node": ">=18 <21"}}"#
        ])
        #expect(blueprint.hasEvidence("package.json", "asks for node >=18 <21 → 20."))
        #expect(blueprint.hasEvidence("package.json", "(releases known up to 2"))
    }

    @Test func whatNoReleaseSatisfiesStaysAsWritten() throws {
        let blueprint = try detect([
            "package.json": #"{"scripts": {"start": "node a.js"}, "engines": {"node": ">=99"}}"#
        ])
        #expect(blueprint.runtimeVersions["node"] == ">=99")
        #expect(blueprint.hasEvidence("package.json", "there is no such release among those known"))
    }

    @Test(arguments: [
        (">=3.9,<3.12", "3.11."), ("~=3.10.4", "3.10."), ("==3.12.*", "3.12."), ("==3.12", "3.12.0"),
        ("!=3.14.*,>=3.13", "3.13."), ("^3.9", "3."), ("~3.9", "3.9."), (">=3.9,<3.10 || ~3.12", "3.12."),
        ("===3.11.4", "3.11.4"), ("<=3.12", "3.11."),
    ])
    func readsPythonSpecifiers(range: String, begins: String) throws {
        let blueprint = try detect([
            "pyproject.toml": "[project]\nname = 'x'\nrequires-python = '\(range)'\n", "main.py": "print(1)",
        ])
        #expect(blueprint.runtimeVersions["python"]?.hasPrefix(begins) == true)
    }

    @Test(arguments: [
        ("Gemfile", "ruby '~> 3.2.0'\n", "3.2."), ("Gemfile", "ruby \">= 3.1\", \"< 3.4\"\n", "3.3."),
        ("Gemfile", "ruby '3.2.2'\n", "3.2.2"), (".ruby-version", "ruby-3.3\n", "3.3."),
        ("Gemfile.lock", "RUBY VERSION\n   ruby 3.2.2p53\n", "3.2.2"),
    ])
    func readsRuby(file: String, text: String, begins: String) throws {
        var files = ["Gemfile": "gem 'rails'\n", "config.ru": "run Rails.application\n"]
        files[file] = text
        #expect(try detect(files).runtimeVersions["ruby"]?.hasPrefix(begins) == true)
    }

    @Test(arguments: [
        ("^8.1", "8."), ("~8.1.0", "8.1."), ("8.2.*", "8.2."), (">=8.1 <8.3", "8.2."), ("^7.4|^8.0.2 <8.2", "8.1."),
    ])
    func readsComposerConstraints(range: String, begins: String) throws {
        let blueprint = try detect([
            "composer.json": #"{"require": {"php": "\#(range)"}}"#, "index.php": "<?php echo 1;",
        ])
        #expect(blueprint.runtimeVersions["php"]?.hasPrefix(begins) == true)
    }

    @Test(arguments: [
        (["go.mod": "module x\ngo 1.22\n"], "go", "1.22."),
        (["go.mod": "module x\ngo 1.22\ntoolchain go1.23.4\n"], "go", "1.23.4"),
        (["go.mod": "module x\n", ".tool-versions": "golang 1.25\n"], "go", "1.25."),
        (["Cargo.toml": "[package]\nname='x'\nrust-version='1.75'\n", "src/main.rs": ""], "rust", "1.75.0"),
        (["Cargo.toml": "[package]\nname='x'\n", "src/main.rs": "", "rust-toolchain": "nightly"], "rust", "nightly"),
        (["pom.xml": "<project/>", ".sdkmanrc": "java=21.0.2-tem\n"], "java", "21.0.2"),
        (["pom.xml": "<project/>", "system.properties": "java.runtime.version=1.8\n"], "java", "8."),
        (["build.gradle": "jvmToolchain(17)"], "java", "17."),
        (["pom.xml": "<project><properties><java.version>25</java.version></properties></project>"], "java", "25."),
    ])
    func readsEachFile(files: [String: String], runtime: String, begins: String) throws {
        var files = files
        files["main.go"] = files["go.mod"].map { _ in "package main\nfunc main() {}\n" }
        #expect(try detect(files).runtimeVersions[runtime]?.hasPrefix(begins) == true)
    }

    @Test func filesThatDisagreeLowerConfidence() throws {
        let files = ["package.json": #"{"scripts": {"start": "node a.js"}, "engines": {"node": ">=22"}}"#]
        let before = try detect(files).confidence
        let after = try detect(files.merging([".nvmrc": "20.1.0"]) { own, _ in own })
        #expect(after.confidence < before)
        #expect(after.hasEvidence("package.json", "also asks for node >=22, which 20.1.0 is not"))
    }

    @Test func longTextsAreNoRanges() throws {
        let range = String(repeating: ">=1 || ", count: 2000) + "2"
        #expect(try node(range) == nil)
    }
}
