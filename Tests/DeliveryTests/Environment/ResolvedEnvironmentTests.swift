// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Delivery
import Model
import Primitives
import Testing

@Suite struct ResolvedEnvironmentTests {
    private func settings(_ text: String) throws -> ProfileSettings {
        try ProjectConfiguration.parse(text.utf8).settings(for: .production)
    }

    private func environment(_ values: [String: String], secrets: [String: String] = [:]) -> ResolvedEnvironment {
        let variables =
            values.map { EnvironmentVariable(name: $0.key, value: .plain($0.value)) }
            + secrets.keys.map { EnvironmentVariable(name: $0, value: .secret($0)) }
        return ResolvedEnvironment(variables: variables, opened: secrets.mapValues { Redacted($0) })
    }

    @Test func whatIsSetWinsOverTheFile() {
        let merged = ResolvedEnvironment.merged(
            defaults: ["B": "file", "A": "file"], set: [EnvironmentVariable(name: "B", value: .secret("B"))])
        #expect(merged == [.init(name: "A", value: .plain("file")), .init(name: "B", value: .secret("B"))])
    }

    @Test func namesEveryMissingVariableAtOnce() throws {
        let settings = try settings("required: [ONE, TWO, THREE]")
        let failure = #expect(throws: Failure.self) {
            try environment(["TWO": "x", "THREE": ""]).check(
                settings, project: try ProjectName("shop"), profile: .production)
        }
        #expect(failure?.code == .environmentMissing)
        #expect(failure?.metadata.map(\.value) == ["ONE", "THREE"])
    }

    @Test func secretsCountAsSetAndAreNeverQuoted() throws {
        let settings = try settings("required: [{name: KEY, type: integer}]")
        let failure = #expect(throws: Failure.self) {
            try environment([:], secrets: ["KEY": "s3cret"]).check(
                settings, project: try ProjectName("shop"), profile: .production)
        }
        #expect(failure?.code == .environmentInvalid)
        #expect(failure.map { !"\($0) \($0.metadata)".contains("s3cret") } == true)
    }

    @Test func masksSecretsAndNotPlainValues() {
        let mask = environment(["MODE": "production"], secrets: ["KEY": "s3cret"]).mask
        #expect(mask.masked("s3cret in production") == "•••• in production")
    }
}
