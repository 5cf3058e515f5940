// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

struct RelativePathTests {
    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "a/./b", "a/../b", "a\0b", "../\u{338}a", "/\u{338}a", "\u{600}/..",
        "\u{600}/", String(repeating: "a", count: 256), String(repeating: "a/", count: 2047) + "bc",
    ])
    func `what is no path below a root is none`(text: String) { #expect(RelativePath(text) == nil) }

    @Test func `a slash beside a mark parts names as any other`() throws {
        let path = try #require(RelativePath("a/\u{338}b\u{600}/c"))
        #expect(path.names == ["a", "\u{338}b\u{600}", "c"])
        #expect(path.folders.map(\.text) == ["a", "a/\u{338}b\u{600}"])
        #expect(path.folder == path.folders.last && path.name == "c")
        #expect(path.folders.first?.folder == nil)
        #expect(RelativePath("...") != nil && RelativePath(".a") != nil && RelativePath("..a/b..") != nil)
    }

    @Test func `names that only look alike are not equal`() throws {
        let paths = ["\u{E9}", "e\u{301}", "K", "\u{212A}"].compactMap { RelativePath($0) }
        #expect(Set(paths).count == 4)
        #expect(paths[0] == RelativePath("\u{E9}"))
    }

    @Test(
        arguments: [
            ("dist", "dist"), ("./a//b/.", "a/b"), ("", ""), (".", ""), ("a/\u{338}b", "a/\u{338}b"), ("/a", nil),
            ("/\u{338}a", nil), ("a/..", nil), ("../\u{338}a", nil), ("\u{600}/..", nil),
        ] as [(String, String?)])
    func `a path that somebody wrote is made short or refused`(text: String, short: String?) {
        #expect(text.tidyPath == short)
    }
}
