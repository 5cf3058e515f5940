// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

struct SourceManifestTests {
    private static func file(_ path: String, _ digit: Character = "1") -> SourceFile {
        SourceFile(
            path: path, content: .file(digest: String(repeating: digit, count: 64), size: 3, executable: false))
    }

    private static func link(_ path: String, to target: String) -> SourceFile {
        SourceFile(path: path, content: .symlink(target: target))
    }

    private static func isRefused(_ files: [SourceFile]) -> Bool {
        do throws(Failure) {
            _ = try SourceManifest(files: files)
            return false
        } catch { return error.code == .invalidSourceManifest }
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "./a", "a/.", "a/..", "../a", "a/../b", "a\0b",
        // One Character each, and a separator for the kernel all the same.
        "../\u{338}a", "a/\u{338}/b/../\u{338}", "\u{600}/../a", "a\u{600}/.", "/\u{338}a", "a/\u{338}b/\u{200D}/../c",
        "\u{600}/", "a\u{600}//b",
    ])
    func `a path that is not one below the root is refused, whatever marks hide its slashes`(path: String) {
        #expect(Self.isRefused([Self.file(path)]), "\(path.debugDescription)")
    }

    @Test(arguments: [Int64.max, .min, -1, SourceManifest.maximumFileBytes + 1])
    func `a size that no file may have is refused before it is added to others`(size: Int64) {
        let odd = SourceFile(
            path: "b", content: .file(digest: String(repeating: "2", count: 64), size: size, executable: false))
        #expect(Self.isRefused([Self.file("a"), odd]))
    }

    @Test func `names and whole paths have the system's bounds`() {
        let longest = String(repeating: "a", count: 255)
        #expect(!Self.isRefused([Self.file(longest)]))
        #expect(Self.isRefused([Self.file(longest + "a")]))
        // Two names of 200 bytes that are one Character's separator away from each other.
        let name = String(repeating: "b", count: 200)
        #expect(!Self.isRefused([Self.file("\(name)/\u{338}\(name)")]))
        #expect(Self.isRefused([Self.file((0...2047).map { _ in "a" }.joined(separator: "/") + "/b")]))
    }

    @Test(arguments: [
        ["a/\u{338}b", "a"], ["\u{600}/b", "\u{600}"], ["a/\u{338}b/c", "a/\u{338}b"],
    ])
    func `a file below what is no folder is refused, also with a hidden slash`(paths: [String]) {
        #expect(Self.isRefused(paths.map { Self.file($0) }))
        #expect(Self.isRefused([Self.file(paths[0]), Self.link(paths[1], to: "elsewhere")]))
    }

    @Test(arguments: [
        ("a", "../b"), ("a", "/etc"), ("a", "/\u{338}etc"), ("a/b", "../../c"), ("a", "x/\u{338}y/../../../etc"),
        // For the kernel up, down and up again: one folder above the root.
        ("a", "../\u{338}x/../../etc"), ("a", "\u{600}/../../etc"), ("a/\u{338}b", "../../etc"), ("a", ""),
    ])
    func `a link out of the tree is refused, also with hidden slashes`(path: String, target: String) {
        #expect(Self.isRefused([Self.link(path, to: target)]), "\(target.debugDescription)")
    }

    @Test func `a link through another link is followed as the kernel does it`() {
        // From x, where the link leads, one up is the root and two are outside.
        let through = [Self.link("a/\u{338}b", to: "../x"), Self.link("c", to: "a/\u{338}b/../../etc")]
        #expect(Self.isRefused(through))
        #expect(!Self.isRefused([Self.link("a/\u{338}b", to: "../x/\u{338}y"), Self.link("c", to: "a/\u{338}b/..")]))
        #expect(Self.isRefused([Self.link("a", to: "b"), Self.link("b", to: "a")]))
    }

    /// The kernel tells é from e with an accent after it, Swift's `String` does not.
    @Test func `names that only look alike are different files`() throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        let manifest = try SourceManifest(files: [
            Self.file("\(composed)/a", "1"), Self.file("\(decomposed)/a", "2"), Self.file("\(composed).txt", "3"),
        ])
        #expect(manifest["\(composed)/a"]?.content == Self.file("", "1").content)
        #expect(manifest["\(decomposed)/a"]?.content == Self.file("", "2").content)
        #expect(manifest["\(decomposed).txt"] == nil)
        #expect(!Self.isRefused([Self.file(composed), Self.file(decomposed)]))
        #expect(!Self.isRefused([Self.file(composed), Self.file("\(decomposed)/a")]))
        #expect(Self.isRefused([Self.file(composed), Self.file(composed)]))
        #expect(Self.isRefused([Self.file(composed), Self.file("\(composed)/a")]))
    }
}
