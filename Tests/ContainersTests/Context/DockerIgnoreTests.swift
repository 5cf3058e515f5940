// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import HTTP
import Primitives
import Processes
import TestKit
import Testing

/// What is left out of a context: by named cases, and against what the real command line sends.
@Suite(.timeLimit(.minutes(2))) struct DockerIgnoreTests {
    private static let program = "/usr/bin/docker"
    private static let isThere = FileManager.default.isExecutableFile(atPath: program)

    // From moby/patternmatcher's own tests and documentation.
    @Test(arguments: [
        ("**", "file", true), ("**/", "file", true), ("**/", "dir/file", true), ("**/**", "dir/file", true),
        ("dir/**", "dir/file", true), ("dir/**", "dir", false), ("dir/**", "dir/dir2/file", true),
        ("**/dir2/*", "dir/dir2/file", true), ("**/dir2/*", "dir/dir2/dir2/file", true),
        ("**/dir2/**", "dir/dir2/f", true),
        ("**file", "file", true), ("**file", "dir/file", true), ("**/file", "dir/dir/file", true),
        ("**/file*", "dir/dir/file.txt", true), ("**/file*txt", "dir/dir/file.txt", true),
        ("**/**/*.txt", "dir/dir/file.txt2", false), ("a**/*.txt", "a/dir/file.txt", true),
        ("a[b-d]e", "ae", false), ("a[b-d]e", "ace", true), ("a[^b-d]e", "aze", true), ("a[^b-d]e", "ace", false),
        (".*", ".foo", true), (".*", "foo", false), ("abc.def", "abcdef", false), ("abc.def", "abc.def", true),
        ("abc?def", "abcZdef", true), ("abc?def", "abcdef", false), ("a\\*b", "a*b", true), ("a\\*b", "axb", false),
        ("**/foo/bar", "foo/bar", true), ("**/foo/bar", "dir/foo/bar/baz", true), ("abc/**", "abc", false),
        ("dir", "dir/file", true), ("dir/*", "dir/sub/file", true), ("*", "a/b/c", true), ("/a", "a", true),
        ("./a", "a", true), ("a/../b", "b", true), ("a/", "a/b", true), ("  a  ", "a", true), ("#a", "#a", false),
        ("\\#a", "#a", true), ("*\n!keep", "keep", false), ("*\n!keep", "keep/x", false), ("*\n! keep", "keep", false),
        ("a\n!a/b\na/b/c", "a/b/c", true), ("a\n!a/b", "a/b/c", false), ("!a\na", "a", true), ("{a,b}", "a", false),
        ("**.txt", "a/b.txt", true), ("a+b$(c)", "a+b$(c)", true), ("[!a]", "b", false), ("[!a]", "!", true),
    ])
    func namedCases(lines: String, path: String, isLeftOut: Bool) throws {
        #expect(try DockerIgnore(lines).leavesOut(path) == isLeftOut)
    }

    @Test(arguments: ["[", "a[", "[]a]", "[-]", "[a-]", "a\\", "!", "[b-a]", "x/["]) func refusesBrokenPatterns(
        line: String
    )
        async
    {
        await expectFailure(.buildContextInvalid) { _ = try DockerIgnore(line) }
    }

    @Test func noiseTakesNoLongTime() {
        let random = RandomSource.seeded(2)
        let alphabet = Array("a/*?[]^-\\!#. b")
        for _ in 0..<500 {
            let text = String((0..<24).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
            guard let rules = try? DockerIgnore(text) else { continue }
            _ = rules.leavesOut(String(repeating: "a/", count: 12) + "b")
        }
        let stars = try? DockerIgnore(String(repeating: "*a", count: 30))
        #expect(stars?.leavesOut(String(repeating: "a", count: 200) + "b") == false)
    }

    // MARK: Against the command line

    @Test(
        .enabled(if: isThere, "NEEDS docker.io (scripts/setup --test): compares with what its command line sends"),
        arguments: [
            "", "*", "*\n!a", "*\n!a/b", "a\n!a/b/c.txt", "**/*.txt", "**/b", "a/*\n!a/b", "/a/b\n", "*.md\n!R*.md",
            "Dockerfile\n.dockerignore", "*\n!**/c.txt", "a/**\n!a/b/c.txt", "\u{FEFF}a", "# all\n\n  deep  \n",
            "deep/**/x",
            ".git\n**/.hidden", "**\n!deep", "a/b\r\nd.md\r\n", "?.md", "[a-c]/**", "link", "!a",
        ])
    func sendsWhatTheCommandLineSends(lines: String) async throws {
        let (ours, theirs) = try await Self.sent(lines)
        #expect(ours == theirs)
    }

    /// Random lines over the tree's own names.
    @Test(
        .enabled(if: isThere, "NEEDS docker.io (scripts/setup --test): compares with what its command line sends"),
        arguments: Array(UInt64(1)...20))
    func sendsWhatTheCommandLineSendsForAnyLines(seed: UInt64) async throws {
        let random = RandomSource.seeded(seed)
        let words = ["a", "b", "deep", "*", "**", "?", "c.txt", "*.txt", "x", "y", "d.md", "[ab]", ".hidden", "*e*"]
        func pick() -> String { words[Int(random.next() % UInt64(words.count))] }
        for _ in 0..<4 {
            let lines = (0...Int(random.next() % 4)).map { _ in
                let path = (0...Int(random.next() % 3)).map { _ in pick() }.joined(separator: "/")
                return (random.next() % 3 == 0 ? "!" : "") + path
            }
            let (ours, theirs) = try await Self.sent(lines.joined(separator: "\n"))
            #expect(ours == theirs, "\(lines)")
        }
    }

    /// The paths that we would send of a tree with this ignore file, and those that the command line sends.
    private static func sent(_ lines: String) async throws -> (ours: Set<String>, theirs: Set<String>) {
        try await TemporaryDirectory.with { folder in
            let paths = [
                "a/b/c.txt", "a/b/d.md", "a/e.txt", "d.md", "README.md", "deep/y/z/x", "deep/x", "b/.hidden", "c/f",
            ]
            for path in paths { try TestFolder.write("x", to: folder + "/context/" + path) }
            try TestFolder.write("FROM scratch\n", to: folder + "/context/Dockerfile")
            try TestFolder.write(lines, to: folder + "/context/.dockerignore")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/context/link", withDestinationPath: "nowhere/else")
            let sent = Recorded<String>()
            try await EngineDouble.with { exchange in
                if exchange.request.path.hasSuffix("/build") {
                    var reader = TarReader()
                    while let bytes = try await exchange.nextBody() {
                        for case .entry(let entry) in try reader.consume(bytes) { sent.add(entry.path) }
                    }
                }
                try await exchange.respond(json: ["stream": "done"])
            } _: { address in
                let environment = [
                    "PATH": "/usr/bin:/bin", "HOME": folder, "DOCKER_HOST": address.description, "DOCKER_BUILDKIT": "0",
                ]
                let command = Command(
                    executable: program, arguments: ["build", folder + "/context"], environment: environment)
                let result = try await Child.collect(command, timeout: .seconds(30))
                #expect(result.status.isSuccess, "\(String(decoding: result.error, as: UTF8.self))")
            }
            return (Set(try BuildContext(folder: folder + "/context").paths()), Set(sent.all))
        }
    }
}
