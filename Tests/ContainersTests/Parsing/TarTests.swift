// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import Processes
import TestKit
import Testing

/// Archives against the real tar, both ways, and against noise.
@Suite struct TarTests {
    private static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]

    private static func members() -> [(entry: TarEntry, content: [UInt8])] {
        let deep = (0..<30).map { "folder\($0)" }.joined(separator: "/")
        let long = String(repeating: "long", count: 50)
        let names = [
            "a", "ünï/cödé", deep + "/file", long, "x/" + String(repeating: "y", count: 99), long + "/" + long,
        ]
        return names.enumerated().map { index, name in
            (TarEntry(name, .file(size: 0), mode: 0o640), Array(repeating: UInt8(index), count: index * 511))
        } + [
            (TarEntry("dir", .directory, mode: 0o711), []), (TarEntry("ln", .symbolicLink("../" + long + long)), []),
            (TarEntry("hard", .hardLink("a")), []),
        ]
    }

    private static func parts(of archive: [UInt8], cut: () -> Int) throws -> ([TarEntry], [[UInt8]], Bool) {
        var reader = TarReader()
        var entries: [TarEntry] = []
        var contents: [[UInt8]] = []
        var rest = archive[...]
        while !rest.isEmpty {
            let piece = rest.prefix(cut())
            rest = rest.dropFirst(piece.count)
            for part in try reader.consume(piece) {
                switch part {
                case .entry(let entry):
                    entries.append(entry)
                    contents.append([])
                case .content(let bytes): contents[contents.count - 1] += bytes
                }
            }
        }
        return (entries, contents, reader.isComplete)
    }

    @Test func readsItsOwnInAnyPieces() throws {
        let members = Self.members()
        let archive = TarWriter.archive(members)
        #expect(archive == TarWriter.archive(members))
        let random = RandomSource.seeded(5)
        for most in [1, 7, 512, 5000, 1 << 20] {
            let (entries, contents, isComplete) = try Self.parts(of: archive) { 1 + Int(random.next() % UInt64(most)) }
            #expect(entries.map(\.path) == members.map(\.entry.path))
            #expect(entries.map(\.mode) == members.map(\.entry.mode))
            #expect(contents == members.map(\.content))
            #expect(isComplete)
        }
    }

    @Test func theRealTarReadsOurs() async throws {
        try await TemporaryDirectory.with { folder in
            let members = Self.members()
            try TestFolder.write(TarWriter.archive(members), to: folder + "/a.tar")
            let result = try await Child.collect(
                Command(
                    executable: "tar",
                    arguments: ["--list", "--verbose", "--quoting-style=literal", "--file", "a.tar"],
                    environment: Self.environment, directory: folder))
            #expect(result.status.isSuccess)
            #expect(result.error.isEmpty, "\(String(decoding: result.error, as: UTF8.self))")
            let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == members.count)
            for (line, member) in zip(lines, members) {
                #expect(line.contains(" " + member.entry.path))
                #expect(line.contains("1980-01-01 00:00"))
            }
            #expect(lines[0].hasPrefix("-rw-r----- 0/0"))
            #expect(lines[6].hasPrefix("drwx--x--x"))
        }
    }

    @Test(arguments: ["gnu", "pax", "ustar"]) func readsTheRealTars(format: String) async throws {
        try await TemporaryDirectory.with { folder in
            let long = format == "ustar" ? "short" : String(repeating: "long", count: 55)
            try TestFolder.write("content of it", to: folder + "/in/\(long)")
            try TestFolder.write("", to: folder + "/in/empty")
            let command =
                "ln -s \(long) in/link && tar --format=\(format) --sort=name --create --file=a.tar in && cat a.tar"
            let result = try await Child.collect(
                Command(
                    executable: "sh", arguments: ["-c", command], environment: Self.environment, directory: folder))
            #expect(result.status.isSuccess)
            let (entries, contents, isComplete) = try Self.parts(of: result.output) { 300 }
            #expect(isComplete)
            #expect(Set(entries.map(\.path)) == ["in", "in/empty", "in/link", "in/" + long])
            #expect(entries.first { $0.path == "in/link" }?.kind == .symbolicLink(long))
            let index = try #require(entries.firstIndex { $0.path == "in/" + long })
            #expect(contents[index] == Array("content of it".utf8))
        }
    }

    @Test func keepsSizesBeyondOctal() throws {
        let entry = TarEntry("huge", .file(size: 20 << 30))
        var reader = TarReader()
        #expect(try reader.consume(TarWriter.header(of: entry)) == [.entry(entry)])
    }

    @Test func damagedArchivesAreRefusedOrReadToTheirEnd() {
        let archive = TarWriter.archive(Self.members())
        let random = RandomSource.seeded(9)
        var refused = 0
        for _ in 0..<500 {
            var damaged = archive
            for _ in 0...Int(random.next() % 8) {
                damaged[Int(random.next() % UInt64(damaged.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if (try? Self.parts(of: damaged) { 4096 }) == nil { refused += 1 }
        }
        #expect(refused > 50)
        #expect(throws: Failure.self) { try Self.parts(of: Array(repeating: 65, count: 1024)) { 100 } }
    }
}
