// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Glibc
import Primitives
import TestKit
import Testing

@Suite struct DirectoryFileTreeTests {
    private func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        let count = text.utf8.count
        #expect(Glibc.write(file, text, count) == count)
    }

    @Test func readsFilesAndFolders() async throws {
        try await TemporaryDirectory.with { root in
            mkdir("\(root)/src", 0o700)
            try write("hello", to: "\(root)/src/a.txt")
            let tree = try DirectoryFileTree(path: root)
            #expect(tree.list("") == [FileTreeEntry(name: "src", isFolder: true)])
            #expect(tree.list("src") == [FileTreeEntry(name: "a.txt", isFolder: false)])
            #expect(tree.read("src/a.txt") == Array("hello".utf8))
            #expect(tree.exists("src") && tree.exists("src/a.txt") && !tree.exists("src/b.txt"))
            #expect(tree.read("src") == nil)
            #expect(tree.read("../\(root)/src/a.txt") == nil)
        }
    }

    @Test func followsLinksOnlyInsideTheTree() async throws {
        try await TemporaryDirectory.with { outside in
            try await TemporaryDirectory.with { root in
                try write("secret", to: "\(outside)/secret")
                try write("own", to: "\(root)/own")
                symlink("\(outside)/secret", "\(root)/stolen")
                symlink(outside, "\(root)/folder")
                symlink("own", "\(root)/alias")
                symlink("loop", "\(root)/loop")
                let tree = try DirectoryFileTree(path: root)
                #expect(tree.read("alias") == Array("own".utf8))
                #expect(tree.read("stolen") == nil && !tree.exists("stolen"))
                #expect(tree.read("folder/secret") == nil && tree.list("folder").isEmpty)
                #expect(tree.list("").map(\.name) == ["alias", "own"])
            }
        }
    }

    @Test func refusesSpecialAndHugeFiles() async throws {
        try await TemporaryDirectory.with { root in
            mkfifo("\(root)/pipe", 0o600)
            try write("", to: "\(root)/huge")
            truncate("\(root)/huge", 1 << 30)
            let tree = try DirectoryFileTree(path: root)
            #expect(tree.read("pipe") == nil)
            #expect(tree.read("huge") == nil)
            #expect(tree.exists("huge"))
        }
    }

    @Test func explainsAPathThatIsNoFolder() async throws {
        try await TemporaryDirectory.with { root in
            try write("", to: "\(root)/file")
            #expect(throws: Failure.self) { try DirectoryFileTree(path: "\(root)/missing") }
            let failure = #expect(throws: Failure.self) { try DirectoryFileTree(path: "\(root)/file") }
            #expect(failure?.code == .invalidArgument)
        }
    }
}
