// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes
import Testing

@Suite struct ServiceLogTests {
    @Test func `a full log is rotated, and only so many are kept`() async throws {
        try await ServiceFixture.with { fixture in
            let script = "i=0; while test $i -lt 3000; do echo line $i; i=$((i+1)); done; echo the end; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 2) })
            let text = try await fixture.log(of: service, with: "the end")
            // A reader that keeps up has seen every line, across the rotations.
            #expect(text.hasSuffix("line 2999\nthe end\n"))
            for name in ["log", "log.1", "log.2"] {
                let size = try fixture.contents(fixture.file(name)).count
                #expect((1...8192).contains(size), "\(name)")
            }
            #expect(access(fixture.file("log.3"), F_OK) != 0)
        }
    }

    @Test(arguments: [(0, ""), (1, "line 2999\n"), (3, "line 2997\nline 2998\nline 2999\n")])
    func `the last lines can be asked for`(tail: Int, expected: String) async throws {
        try await ServiceFixture.with { fixture in
            let script = "i=0; while test $i -lt 3000; do echo line $i; i=$((i+1)); done"
            let service = try await fixture.supervisor.start(
                fixture.spec("exec 2>&1; \(script); sleep 1000") {
                    $0.logRotation = .init(maximumBytes: 8192, keptFiles: 9)
                })
            _ = try await fixture.log(of: service, with: "line 2999\n")
            var bytes: [UInt8] = []
            for await piece in try service.logs(tail: tail) { bytes += piece }
            #expect(String(decoding: bytes, as: UTF8.self) == expected)
        }
    }

    @Test func `more lines than one file holds are taken from the older ones`() async throws {
        try await ServiceFixture.with { fixture in
            let script = "i=0; while test $i -lt 3000; do echo line $i; i=$((i+1)); done; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 9) })
            _ = try await fixture.log(of: service, with: "line 2999\n")
            var bytes: [UInt8] = []
            for await piece in try service.logs(tail: 2500) { bytes += piece }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            #expect(lines.last == "line 2999")
            // Pieces of a line on either side of a rotation count for themselves.
            #expect((2450...2500).contains(lines.count))
        }
    }

    @Test func `following ends with the service`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(
                fixture.spec("echo one; exit 0") { $0.restart.condition = .never })
            var bytes: [UInt8] = []
            for await piece in try service.logs(follow: true) { bytes += piece }
            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("one\n"))
        }
    }
}
