// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Testing

@Suite struct BlueprintMergeTests {
    private let detected = Blueprint(
        language: "javascript", languages: ["javascript"], install: "npm ci", build: "npm run build",
        start: "npm start",
        healthPath: "/", confidence: 0.8)

    private func merge(_ text: String, _ profile: Profile = .production) throws -> Blueprint {
        try ProjectConfiguration.parse(text.utf8).merged(into: detected, profile: profile)
    }

    @Test func whatTheFileSaysWinsAndLeavesEvidence() throws {
        let blueprint = try merge("start: node a.js\nbuild: false\nport: 3000\nhealth: /ready\nlanguage: typescript\n")
        #expect(blueprint.start == "node a.js")
        #expect(blueprint.build == nil)
        #expect(blueprint.install == "npm ci")
        #expect((blueprint.port, blueprint.healthPath) == (3000, "/ready"))
        #expect(blueprint.languages == ["typescript", "javascript"])
        #expect(blueprint.confidence == 1)
        #expect(blueprint.evidence.contains(.init(file: "dextra.yaml", says: "start: node a.js")))
    }

    @Test func anOutputFolderMakesItASite() throws {
        let blueprint = try merge("output_directory: ./dist/")
        #expect((blueprint.outputDirectory, blueprint.start) == ("dist", nil))
        let both = try merge("output_directory: dist\nstart: node a.js")
        #expect((both.outputDirectory, both.start) == ("dist", "node a.js"))
    }

    @Test func aProfileMayStartDifferently() throws {
        let text = "profiles: {development: {start: npm run dev}}"
        #expect(try merge(text, .development).start == "npm run dev")
        #expect(try merge(text, .production).start == "npm start")
    }

    @Test func silenceChangesNothing() throws {
        #expect(try merge("keep: 2") == detected)
    }
}
