// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

@Suite struct BlueprintTests {
    @Test func everyKeyIsAlwaysThere() throws {
        let json = try JSONText.decode(JSONValue.self, from: JSONText.encode(Blueprint()))
        let keys = try #require(json.object).keys.sorted()
        #expect(
            keys == [
                "build", "confidence", "evidence", "framework", "health_path", "install", "language", "languages",
                "output_directory", "package_manager", "port", "release", "runtime_versions", "start",
            ])
        #expect(json["language"] == .null)
    }

    @Test func roundTrips() throws {
        let blueprint = Blueprint(
            language: "python", languages: ["python", "javascript"], framework: "flask", packageManager: "pip",
            runtimeVersions: ["python": "3.11.7"], install: "i", build: "b", start: "s", release: "r",
            outputDirectory: "dist", port: 8000, healthPath: "/health",
            evidence: [.init(file: "requirements.txt", says: "flask")], confidence: 0.9)
        #expect(try JSONText.decode(Blueprint.self, from: JSONText.encode(blueprint)) == blueprint)
    }
}
