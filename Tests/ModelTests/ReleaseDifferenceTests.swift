// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

struct ReleaseDifferenceTests {
    private static func file(_ path: String, _ digit: Character, size: Int64 = 3) -> SourceFile {
        SourceFile(
            path: path, content: .file(digest: String(repeating: digit, count: 64), size: size, executable: false))
    }

    private static func facts(
        _ files: [SourceFile]?, start: String = "run", keep: Int = 5, _ variables: [EnvironmentVariable] = [],
        marks: [String: String]? = [:]
    ) throws -> ReleaseFacts {
        ReleaseFacts(
            manifest: try files.map { try SourceManifest(files: $0) },
            blueprint: Blueprint(start: start, evidence: [.init(file: start, says: "it")], confidence: 1),
            settings: ReleaseSettings(keep: keep), environment: variables, secretMarks: marks)
    }

    @Test func everyPartSaysWhatChanged() throws {
        let old = try Self.facts(
            [Self.file("a", "1"), Self.file("b", "2")], [.init(name: "LEVEL", value: .plain("info"))])
        let new = try Self.facts(
            [Self.file("a", "3", size: 4), Self.file("c", "2")], start: "go", keep: 2,
            [.init(name: "LEVEL", value: .plain("debug")), .init(name: "MORE", value: .plain("1"))])
        let difference = try ReleaseDifference(from: old, to: new)
        #expect(difference.source?.map { "\($0.change) \($0.path)" } == ["changed a", "removed b", "added c"])
        let values = (difference.blueprint + difference.settings).map { "\($0.name) \($0.before) \($0.after)" }
        #expect(values == ["start string(\"run\") string(\"go\")", "keep integer(5) integer(2)"])
        #expect(
            difference.environment.map { "\($0.change) \($0.name) \($0.before ?? "-") \($0.after ?? "-")" } == [
                "changed LEVEL info debug", "added MORE - 1",
            ])
        #expect(try ReleaseDifference(from: new, to: new).isEmpty)
    }

    @Test func secretsAreToldApartByTheirMarksAlone() throws {
        let names = ["SAME", "OTHER", "UNKNOWN"]
        let variables = names.map { EnvironmentVariable(name: $0, value: .secret($0)) }
        let old = try Self.facts(nil, variables, marks: ["SAME": "1", "OTHER": "1"])
        let new = try Self.facts(nil, variables, marks: ["SAME": "1", "OTHER": "2", "UNKNOWN": "1"])
        let difference = try ReleaseDifference(from: old, to: new)
        #expect(difference.source == nil)
        #expect(
            difference.environment.map { "\($0.change) \($0.name) \($0.secret)" } == [
                "changed OTHER true", "unknown UNKNOWN true",
            ])
    }
}
