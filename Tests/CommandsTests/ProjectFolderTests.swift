// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Primitives
import TestKit
import Testing

/// The names of projects, and of the parts of one folder as projects.
@Suite struct ProjectFolderTests {
    private func folder(_ files: [String: String], _ body: (ProjectFolder) throws -> Void) async throws {
        try await TemporaryDirectory.with { scratch in
            let path = "\(scratch)/shop"
            for (name, text) in files {
                let file = URL(filePath: path).appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            try body(ProjectFolder(path: path))
        }
    }

    private let parts = [
        "apps/web/index.html": "", "apps/api/package.json": #"{"scripts": {"start": "node a.js"}}"#,
        "services/api/package.json": #"{"scripts": {"start": "node a.js"}}"#,
    ]

    @Test func partsOfOneFolderAreProjectsOfTheirOwn() async throws {
        try await folder(parts) { folder in
            #expect(try folder.projectName().description == "shop")
            #expect(try folder.projectName(member: "./apps/web/").description == "shop-web")
            #expect(try folder.projectName(member: "apps/api").description == "shop-apps-api")
            #expect(try folder.projectName(member: "services/api").description == "shop-services-api")
        }
    }

    @Test func theNameOfTheWholeIsForThePartItNames() async throws {
        let files = ["dextra.yaml": "name: store\nroot: apps/web\n"]
        try await folder(parts.merging(files) { own, _ in own }) { folder in
            #expect(try folder.projectName().description == "store")
            #expect(try folder.projectName(member: "apps/web").description == "store")
            #expect(try folder.projectName(member: "services/api").description == "store-services-api")
        }
    }

    @Test func twoPartsOfOneNameAreRefused() async throws {
        let files = ["apps/web/dextra.yaml": "name: one\n", "services/api/dextra.yaml": "name: one\n"]
        try await folder(parts.merging(files) { own, _ in own }) { folder in
            for part in ["apps/web", "services/api"] {
                let failure = #expect(throws: Failure.self) { try folder.projectName(member: part) }
                #expect(failure?.code == .projectNameShared)
            }
            #expect(try folder.projectName(member: "apps/api").description == "shop-apps-api")
        }
    }

    @Test func aPartIsCalledAsItsOwnFileSays() async throws {
        let files = ["apps/web/dextra.yaml": "name: one\n", "services/api/dextra.yaml": "name: two\n"]
        try await folder(parts.merging(files) { own, _ in own }) { folder in
            #expect(try folder.projectName(member: "apps/web").description == "one")
            #expect(try folder.projectName(member: "services/api").description == "two")
        }
    }
}
