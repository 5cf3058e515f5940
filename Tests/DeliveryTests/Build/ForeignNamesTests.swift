// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import FoundationEssentials
import Model
import Primitives
import Storage
import Testing

/// Sources whose names the kernel and Swift's `String` see differently.
@Suite struct ForeignNamesTests {
    @Test func everyFileIsWrittenUnderItsOwnBytes() async throws {
        let files = [
            ("\u{E9}/a", "composed"), ("e\u{301}/a", "decomposed"), ("b/\u{338}c", "hidden slash"),
            ("\u{600}/d", "hidden slash too"),
        ]
        try await DeliveryFixture.with { f in
            let project = try await f.makeProject("shop")
            var list: [SourceFile] = []
            for (path, text) in files {
                let blob = try await f.blobs.write(Array(text.utf8))
                list.append(
                    SourceFile(path: path, content: .file(digest: blob.digest, size: blob.size, executable: false)))
            }
            let plan = BuildPlan(
                project: project, artifact: "a1", manifest: try SourceManifest(files: list), commands: [],
                environment: [:], secrets: [], outputDirectory: nil)
            _ = try await f.builder.build(plan, output: { _ in }, progress: { _, _ in })
            let app = f.layout.app("a1", of: project.name)
            for (path, text) in files {
                let found = FileManager.default.contents(atPath: "\(app)/\(path)").map {
                    String(decoding: $0, as: UTF8.self)
                }
                #expect(found == text, "\(path.debugDescription)")
            }
        }
    }
}
