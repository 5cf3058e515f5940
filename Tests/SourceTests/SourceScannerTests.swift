// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
import Primitives
import Source
import TestKit
import Testing

@Suite struct SourceScannerTests {
    @Test func listsFilesWithTheirDigestsSorted() async throws {
        try await withFolder(["b/x.txt": "abc", "a.sh": "", ".gitignore": "skip\n", "skip": "1"]) { root in
            chmod(root + "/a.sh", 0o755)
            let manifest = try SourceScanner().scan(root).manifest
            #expect(manifest.files.map(\.path) == [".gitignore", "a.sh", "b/x.txt"])
            // FIPS 180-4, the one-block example.
            let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            #expect(manifest["b/x.txt"]?.content == .file(digest: abc, size: 3, executable: false))
            guard case .file(_, 0, true) = manifest["a.sh"]?.content else {
                Issue.record("a.sh should be an empty executable file")
                return
            }
        }
    }

    @Test func dextraignoreHasTheLastWord() async throws {
        try await withFolder([
            ".gitignore": "dist\n*.map\n", ".dextraignore": "!dist\nREADME\n", "dist/a.js": "1", "dist/a.map": "1",
            "README": "1",
        ]) {
            root in
            let found = try SourceScanner().scan(root).manifest.files
            #expect(
                found.map(\.path) == [
                    ".dextraignore", ".gitignore", "dist/a.js",
                ])
        }
    }

    @Test func leavesOutWhatABuildMakesAgain() async throws {
        let files = [
            "node_modules/x/index.js": "1", ".git/HEAD": "1", "p/__pycache__/m.pyc": "1", ".venv/bin/python": "1",
            "myenv/pyvenv.cfg": "1", "myenv/lib/x": "1", "app.py": "1",
        ]
        try await withFolder(files) { root in
            let found = try SourceScanner().scan(root).manifest.files
            #expect(found.map(\.path) == ["app.py"])
        }
    }

    @Test func heedsTheRepositoryAround() async throws {
        try await withFolder([
            ".gitignore": "*.log\n/apps/web/out\n", "apps/web/a.log": "1", "apps/web/out/x": "1",
            "apps/web/i.html": "1",
        ]) { root in
            mkdir(root + "/.git", 0o700)
            let found = try SourceScanner().scan(root + "/apps/web").manifest.files
            #expect(found.map(\.path) == ["i.html"])
        }
    }

    @Test(arguments: ["/etc/passwd", "../outside", "sub/../../x", "loop/../.."])
    func refusesLinksOutOfTheTree(target: String) async throws {
        try await withFolder(["a": "1", "sub/b": "1"]) { root in
            symlink(".", root + "/loop")
            symlink(target, root + "/link")
            let failure = #expect(throws: Failure.self) { try SourceScanner().scan(root) }
            #expect(failure?.code == .symlinkEscapes)
            #expect(failure?.metadata.first?.value == "link")
        }
    }

    @Test func keepsLinksInsideTheTree() async throws {
        try await withFolder(["a": "1", "sub/b": "1"]) { root in
            symlink("../a", root + "/sub/link")
            let manifest = try SourceScanner().scan(root).manifest
            #expect(manifest["sub/link"]?.content == .symlink(target: "../a"))
        }
    }

    @Test func anEscapingLinkThatIsIgnoredIsFine() async throws {
        try await withFolder([".gitignore": "data\n", "a": "1"]) { root in
            symlink("/etc", root + "/data")
            let found = try SourceScanner().scan(root).manifest.files
            #expect(found.count == 2)
        }
    }

    @Test func refusesWhatIsNoFolder() async throws {
        try await withFolder(["file": "1"]) { root in
            #expect { try SourceScanner().scan(root + "/nothing") } throws: { has(.sourceNotFound)($0) }
            #expect { try SourceScanner().scan(root + "/file") } throws: { has(.sourceNotFound)($0) }
        }
    }

    @Test func refusesAnEmptyFolder() async throws {
        try await withFolder([".git/HEAD": "1"]) { root in
            #expect { try SourceScanner().scan(root) } throws: { has(.sourceEmpty)($0) }
        }
    }

    @Test func refusesPipes() async throws {
        try await withFolder(["a": "1"]) { root in
            mkfifo(root + "/pipe", 0o600)
            #expect { try SourceScanner().scan(root) } throws: { has(.sourceFileUnsupported)($0) }
        }
    }

    @Test func refusesAFileOverTheLimitWithoutReadingIt() async throws {
        try await withFolder(["big": ""]) { root in
            truncate(root + "/big", 1 << 30)
            #expect { try SourceScanner().scan(root) } throws: { has(.sourceTooLarge)($0) }
        }
    }

    @Test func refusesMoreThanTheTotal() async throws {
        try await withFolder(["a": "12345", "b": "12345"]) { root in
            #expect { try SourceScanner(limits: SourceLimits(totalBytes: 9)).scan(root) } throws: {
                has(.sourceTooLarge)($0)
            }
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root reads everything"))
    func refusesWhatCannotBeRead() async throws {
        try await withFolder(["a": "1"]) { root in
            chmod(root + "/a", 0)
            #expect { try SourceScanner().scan(root) } throws: { has(.sourceUnreadable)($0) }
        }
    }

    @Test func readsContentsAgainForUpload() async throws {
        try await withFolder(["a": "same", "b": "same", "c": "other"]) { root in
            let snapshot = try SourceScanner().scan(root)
            #expect(snapshot.filesByDigest.count == 2)
            let reader = try snapshot.open(try #require(snapshot.manifest["c"]))
            #expect(try reader.next() == Array("other".utf8))
            #expect(try reader.next() == nil)
        }
    }
}

/// Whether an error is a failure with the given code, whatever its words.
private func has(_ code: FailureCode) -> (any Error) -> Bool {
    { ($0 as? Failure)?.code == code }
}

/// A folder with these files, by path and text.
private func withFolder(_ files: [String: String], _ body: (String) async throws -> Void) async throws {
    try await TemporaryDirectory.with { root in
        for (path, text) in files {
            let folder = (root + "/" + path).split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
            try text.write(toFile: root + "/" + path, atomically: false, encoding: .utf8)
        }
        try await body(root)
    }
}
