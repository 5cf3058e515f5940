// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

/// A project as its documentation's own starter makes it, and what follows from it.
struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var tree: [String: String]
    var language: String?
    var framework: String?
    var manager: String?
    var install: String?
    var build: String?
    var start: String?
    var output: String?
    var release: String?
    var port: Int?
    var health: String?
    /// A runtime and its version, e.g. `elixir ~> 1.15`.
    var asks: String?

    /// What is nil here must be nil in the blueprint, but for `manager`, `install`, `health` and `asks`, which are then
    /// of no matter.
    init(
        _ name: String, _ tree: [String: String], language: String? = nil, framework: String? = nil,
        manager: String? = nil, install: String? = nil, build: String? = nil, start: String? = nil,
        output: String? = nil, release: String? = nil, port: Int? = nil, health: String? = nil, asks: String? = nil
    ) {
        self.name = name
        self.tree = tree
        self.language = language
        self.framework = framework
        self.manager = manager
        self.install = install
        self.build = build
        self.start = start
        self.output = output
        self.release = release
        self.port = port
        self.health = health
        self.asks = asks
    }

    var testDescription: String { name }

    func check() throws {
        let blueprint = try detect(tree)
        #expect(blueprint.language == language)
        #expect(blueprint.framework == framework)
        #expect(blueprint.build == build)
        #expect(blueprint.start == start)
        #expect(blueprint.outputDirectory == output)
        #expect(blueprint.release == release)
        #expect(blueprint.port == port)
        if let manager { #expect(blueprint.packageManager == manager) }
        if let install { #expect(blueprint.install == install) }
        if let health { #expect(blueprint.healthPath == health) }
        if let asks {
            let words = asks.split(separator: " ", maxSplits: 1).map(String.init)
            #expect(blueprint.runtimeVersions[words[0]] == words[1])
        }
        #expect(start == nil && output == nil || blueprint.confidence >= 0.6)
        #expect(!blueprint.evidence.isEmpty)
        #expect(blueprint.evidence.allSatisfy { !$0.file.isEmpty && !$0.says.isEmpty })
    }
}
