// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import TestKit
import Testing

struct RootFolderTests {
    private func path(_ text: String) throws -> RelativePath { try #require(RelativePath(text)) }

    private func code(_ body: () throws -> Void) throws -> FailureCode? {
        do {
            try body()
            return nil
        } catch let failure as Failure { return failure.code }
    }

    @Test func `files, folders and links are made below the root`() async throws {
        try await TemporaryDirectory.with { folder in
            let root = try RootFolder(folder)
            try root.makeFolder(try path("a"), mode: 0o755)
            try root.makeFolder(try path("a/\u{338}b"), mode: 0o755)
            try root.makeFolder(try path("a/\u{338}b"), mode: 0o755)
            _ = try root.makeFile(try path("a/\u{338}b/c"), mode: 0o640)
            try root.makeLink(try path("a/link"), to: "\u{338}b/c")
            #expect(access(folder + "/a/link", F_OK) == 0)
            #expect(try code { _ = try root.makeFile(try path("a/link"), mode: 0o600) } == .ioFailed)
            try root.removeFile(try path("a/\u{338}b/c"))
            try root.removeFile(try path("a/\u{338}b/c"))
            #expect(access(folder + "/a/link", F_OK) != 0)
        }
    }

    @Test(arguments: ["link", "sub/link", "file"])
    func `nothing is done below what is no folder`(name: String) async throws {
        try await TemporaryDirectory.with { outside in
            try await TemporaryDirectory.with { folder in
                let root = try RootFolder(folder)
                try root.makeFolder(try path("sub"), mode: 0o755)
                _ = try root.makeFile(try path("file"), mode: 0o600)
                for link in ["link", "sub/link"] { try root.makeLink(try path(link), to: outside) }
                let below = try path("\(name)/x")
                #expect(try code { _ = try root.makeFile(below, mode: 0o600) } == .notAFolder)
                #expect(try code { try root.makeFolder(below, mode: 0o700) } == .notAFolder)
                #expect(try code { try root.makeLink(below, to: "x") } == .notAFolder)
                #expect(try code { try root.removeFile(below) } == .notAFolder)
                #expect(try code { try root.give(below, user: getuid(), group: getgid()) } == .notAFolder)
                #expect(try code { _ = try root.openFolder(try path(name)) } == .notAFolder)
                #expect(try Directory.names(in: outside).isEmpty)
            }
        }
    }
}
