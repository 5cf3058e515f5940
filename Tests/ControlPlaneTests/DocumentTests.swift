// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import FoundationEssentials
import HTTP
import OpenAPI
import Primitives
import Testing

@Suite struct DocumentTests {
    /// `DEXTRA_RECORD=1 scripts/test --filter DocumentTests` writes it anew; the dashboard's types are made from it.
    private static let file = #filePath.components(separatedBy: "/Tests/")[0] + "/Documentation/openapi.json"

    @Test func theRecordedDocumentIsThatOfTheOperations() async throws {
        try await LiveControlPlane.with { plane in
            let text = try JSONText.encodePretty(try plane.controlPlane.document(version: "0").json) + "\n"
            if ProcessInfo.processInfo.environment["DEXTRA_RECORD"] == "1" {
                try text.write(toFile: Self.file, atomically: true, encoding: .utf8)
            }
            let recorded = try String(contentsOfFile: Self.file, encoding: .utf8)
            #expect(recorded == text, "run DEXTRA_RECORD=1 scripts/test --filter DocumentTests")
        }
    }

    @Test func everyOperationIsSaidOnce() async throws {
        try await LiveControlPlane.with { plane in
            let operations = plane.controlPlane.operations
            #expect(Set(operations.map(\.name)).count == operations.count)
            #expect(Set(operations.map { "\($0.method) \($0.path)" }).count == operations.count)
        }
    }

    @Test func aServerThatIsNotReadySaysSoInTheSameWords() async throws {
        try await LiveControlPlane.with { plane in
            let paths = try plane.controlPlane.document(version: "0").json["paths"]
            for (path, name) in [("/health/ready", "Readiness"), ("/health/live", "Liveness")] {
                let answers = paths?[path]?["get"]?["responses"]
                for status in ["200", "503"] {
                    let schema = answers?[status]?["content"]?["application/json"]?["schema"]
                    #expect(schema?["$ref"]?.string == "#/components/schemas/\(name)", "\(path) \(status)")
                }
                // Or it can't even do that.
                #expect(answers?["503"]?["content"]?["application/problem+json"] != nil)
            }
        }
    }

    @Test func theDocumentIsServedToEverybody() async throws {
        try await LiveControlPlane.with { plane in
            let document = try await plane.ask(.get, "/openapi.json").decode(as: JSONValue.self)
            #expect(document["openapi"] == "3.1.0")
            #expect(document["paths"]?["/v1/projects/{project}"]?["get"]?["operationId"] == "getProject")
            let tag = try #require(try await plane.send(.get, "/openapi.json").headers["ETag"])
            #expect(try await plane.send(.get, "/openapi.json", headers: ["If-None-Match": tag]).status == 304)
        }
    }
}
