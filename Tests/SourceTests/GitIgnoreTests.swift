// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Source
import TestKit
import Testing

/// The rules against git's own answers, on named cases and on generated ones.
@Suite struct GitIgnoreTests {
    @Test(arguments: [
        ("*.log", "a/b.log", true), ("*.log", "b.logs", false), ("/build", "build", true), ("/build", "a/build", false),
        ("a/**/z", "a/z", true), ("a/**/z", "a/b/c/z", true), ("**/tmp", "x/y/tmp", true),
        ("doc/*.txt", "doc/a/b.txt", false),
        ("keep*\n!keep-me", "keep-me", false), ("#x", "#x", false), ("\\#x", "#x", true), ("a\\ ", "a ", true),
        ("a  ", "a", true),
        ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[[:digit:]]x", "7x", true), ("[]x]", "]", true),
        ("a?c", "a/c", false),
    ])
    func namedCases(pattern: String, path: String, isIgnored: Bool) {
        #expect(IgnoreRules().adding(Array(pattern.utf8), in: "").ignores(path, isFolder: false) == isIgnored)
    }

    @Test func onlyFoldersMatchATrailingSlash() {
        let rules = IgnoreRules().adding(Array("out/".utf8), in: "")
        #expect(rules.ignores("a/out", isFolder: true))
        #expect(!rules.ignores("a/out", isFolder: false))
    }

    @Test func innerFilesWinOverOuterOnes() {
        let rules = IgnoreRules().adding(Array("*.txt".utf8), in: "").adding(Array("!/a.txt".utf8), in: "sub")
        #expect(rules.ignores("a.txt", isFolder: false))
        #expect(!rules.ignores("sub/a.txt", isFolder: false))
        #expect(rules.ignores("sub/deep/a.txt", isFolder: false))
    }

    /// Random patterns over a small alphabet in three nested files; every path of a small tree is asked about.
    @Test(arguments: Array(UInt64(1)...24))
    func agreesWithGit(seed: UInt64) async throws {
        let random = RandomSource.seeded(seed)
        try await TemporaryDirectory.with { root in
            let tree = Tree(root: root)
            try tree.git(["init", "-q"], input: "")
            for round in 0..<12 {
                let files = [
                    "": tree.randomPatterns(random), "a": tree.randomPatterns(random),
                    "a/b": tree.randomPatterns(random),
                ]
                for (folder, text) in files {
                    try tree.write(text, to: folder.isEmpty ? ".gitignore" : folder + "/.gitignore")
                }
                let ours = try tree.ignored(files)
                let theirs = try tree.git(
                    ["check-ignore", "--no-index", "--stdin", "-z"], input: tree.paths.map { $0 + "\0" }.joined())
                let difference = Set(theirs.split(separator: "\0").map(String.init)).symmetricDifference(ours)
                #expect(difference.isEmpty, "seed \(seed) round \(round): \(files)")
            }
        }
    }
}

/// A small tree of real files under a git repository.
private struct Tree {
    let root: String
    let folders = ["a", "a/b", "a/b/c", "b", "b/a", "ab", "ab/c"]
    let names = ["a.c", "b", "c", "ab.c", "]", "a b", "cc"]

    init(root: String) {
        self.root = root
        for folder in folders { mkdir(root + "/" + folder, 0o700) }
        for file in files { close(creat(root + "/" + file, 0o600)) }
    }

    /// Names that are not folders at the same place.
    var files: [String] {
        ([""] + folders.map { $0 + "/" }).flatMap { folder in names.map { folder + $0 } }.filter {
            !folders.contains($0)
        }
    }

    var paths: [String] { folders + files }

    func write(_ text: String, to path: String) throws {
        try text.write(toFile: root + "/" + path, atomically: false, encoding: .utf8)
    }

    func randomPatterns(_ random: RandomSource) -> String {
        let pieces = [
            "a", "b", "c", ".", "*", "**", "/", "/", "?", "[ab]", "[!a]", "[a-b]", "!", "\\", " ", "**/", "/**", "*.c",
            "]", "[[:alpha:]]", "#",
        ]
        return (0..<Int(random.next() % 4)).map { _ in
            (0...Int(random.next() % 4)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined() + "\n"
        }.joined()
    }

    /// As a walk does it: nothing below an ignored folder comes back.
    func ignored(_ ignoreFiles: [String: String]) throws -> Set<String> {
        Set(
            paths.filter { path in
                let components = path.split(separator: "/").map(String.init)
                var rules = IgnoreRules()
                for depth in 0..<components.count {
                    let folder = components[..<depth].joined(separator: "/")
                    if let text = ignoreFiles[folder] { rules = rules.adding(Array(text.utf8), in: folder) }
                    let ancestor = components[...depth].joined(separator: "/")
                    if rules.ignores(ancestor, isFolder: folders.contains(ancestor)) { return true }
                }
                return false
            })
    }

    @discardableResult
    func git(_ arguments: [String], input: String) throws -> String {
        let (inputPath, outputPath) = (root + "/.git-input", root + "/.git-output")
        try input.write(toFile: inputPath, atomically: false, encoding: .utf8)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let words = ["git", "-C", root] + arguments
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for word in argv { free(word) } }
        var pid = pid_t()
        let status = posix_spawnp(&pid, "git", &actions, nil, &argv, environ)
        guard status == 0 else { throw Failure.system(status, "can't run git") }
        waitpid(pid, nil, 0)
        return try String(contentsOfFile: outputPath, encoding: .utf8)
    }
}
