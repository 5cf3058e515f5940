// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import Model
import Primitives
import Testing

@Suite struct ArtifactKeyTests {
    private let install = BuildCommand(name: "install", line: "npm ci")

    private func key(
        _ commands: [BuildCommand], _ environment: [String: String] = [:], source: String = "s"
    ) -> String {
        ArtifactKey(source: source, commands: commands, environment: environment.mapValues { Redacted($0) }).text
    }

    @Test func sameInputsGiveTheSameName() {
        #expect(key([install], ["A": "1", "B": "2"]) == key([install], ["B": "2", "A": "1"]))
    }

    @Test func everyInputOfTheBuildCounts() {
        let other = BuildCommand(name: "build", line: "npm ci")
        let names = [
            key([install]), key([install], source: "t"), key([]), key([other]), key([install, other]),
            key([other, install]),
            key([install], ["A": "1"]), key([install], ["A": "2"]), key([install], ["A1": ""]),
        ]
        #expect(Set(names).count == names.count)
    }

    @Test func variablesDoNotCountWithoutCommands() { #expect(key([], ["A": "1"]) == key([], ["A": "2"])) }

    @Test func piecesDoNotRunIntoEachOther() {
        let joined = [BuildCommand(name: "install", line: "ab"), BuildCommand(name: "build", line: "c")]
        let split = [BuildCommand(name: "install", line: "a"), BuildCommand(name: "build", line: "bc")]
        #expect(key(joined) != key(split))
    }
}
