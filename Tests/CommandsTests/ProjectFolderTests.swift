// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Model
import Primitives
import TestKit
import Testing

/// The names of projects, and of the parts of one folder as projects.
@Suite struct ProjectFolderTests {
    /// What each of the parts is called in a folder `shop`; nil is the whole. A refusal is told by its code.
    private func names(_ files: [String: String], of members: [String?]) async throws -> [String] {
        try await TemporaryDirectory.with { scratch in
            let path = "\(scratch)/shop"
            for (name, text) in parts.merging(files, uniquingKeysWith: { _, own in own }) {
                let file = URL(filePath: path).appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            return try members.map { member in
                do {
                    return try ProjectFolder(path: path).projectName(member: member).description
                } catch let failure as Failure {
                    return failure.code.name
                }
            }
        }
    }

    private let parts = [
        "apps/web/index.html": "", "apps/api/package.json": #"{"scripts": {"start": "node a.js"}}"#,
        "services/api/package.json": #"{"scripts": {"start": "node a.js"}}"#,
    ]

    @Test func partsOfOneFolderAreProjectsOfTheirOwn() async throws {
        let names = try await names([:], of: [nil, "./apps/web/", "apps/api", "services/api"])
        #expect(names == ["shop", "shop-web", "shop-apps-api", "shop-services-api"])
    }

    @Test func theNameOfTheWholeIsForThePartItNames() async throws {
        let files = ["dextra.yaml": "name: store\nroot: apps/web\n"]
        let names = try await names(files, of: [nil, "apps/web", "services/api"])
        #expect(names == ["store", "store", "store-services-api"])
    }

    @Test func twoPartsOfOneNameAreRefused() async throws {
        let files = ["apps/web/dextra.yaml": "name: one\n", "services/api/dextra.yaml": "name: one\n"]
        let names = try await names(files, of: ["apps/web", "services/api", "apps/api"])
        #expect(names == ["project_name_shared", "project_name_shared", "shop-apps-api"])
    }

    @Test func aPartIsCalledAsItsOwnFileSays() async throws {
        let files = ["apps/web/dextra.yaml": "name: one\n", "services/api/dextra.yaml": "name: two\n"]
        #expect(try await names(files, of: ["apps/web", "services/api"]) == ["one", "two"])
    }
}
