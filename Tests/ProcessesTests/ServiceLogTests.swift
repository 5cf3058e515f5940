// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
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

    @Test func `full logs go by their age, and the one that is written to stays`() async throws {
        try await ServiceFixture.with { fixture in
            let script = "i=0; while test $i -lt 3000; do echo line $i; i=$((i+1)); done; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 4) })
            _ = try await fixture.log(of: service, with: "line 2999\n")
            for (age, name) in [(10, "log.4"), (5, "log.3"), (20, "log")] {
                var times = [timespec(), timespec()]
                times[1].tv_sec = Int(TimeSource.system.now().millisecondsSinceEpoch / 1000) - age * 86_400
                try #require(utimensat(AT_FDCWD, fixture.file(name), &times, 0) == 0)
            }
            let week = TimeSource.system.now() + .seconds(-7 * 86_400)
            let old = fixture.supervisor.oldLogs(before: week)
            #expect(old.map(\.name).count == 1)
            let name = try #require(old.first?.name)
            #expect(name.hasSuffix("/log.4"))
            #expect((1...8192).contains(try #require(old.first?.size)))
            #expect(try fixture.supervisor.removeOldLog(name, before: week))
            #expect(try !fixture.supervisor.removeOldLog(name, before: week))
            #expect(try !fixture.supervisor.removeOldLog(name.replacing("log.4", with: "log.3"), before: week))
            #expect(try !fixture.supervisor.removeOldLog("../\(name)", before: week))
            // What is left is read as before.
            let text = try await fixture.log(of: service, from: .tail(nil))
            #expect(text.hasSuffix("line 2999\n"))
            #expect(access(fixture.file("log.3"), F_OK) == 0 && access(fixture.file("log"), F_OK) == 0)
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
            #expect(try await fixture.log(of: service, from: .tail(tail)) == expected)
        }
    }

    @Test func `no last line is none also while one is being written`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("echo one; printf two; sleep 1000"))
            while try await !fixture.log(of: service).hasSuffix("two\n") {
                try await TimeSource.system.sleep(for: .milliseconds(10))
            }
            #expect(try await fixture.log(of: service, from: .tail(0)) == "")
        }
    }

    @Test func `more lines than one file holds are taken from the older ones`() async throws {
        try await ServiceFixture.with { fixture in
            let script = "i=0; while test $i -lt 3000; do echo line $i; i=$((i+1)); done; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 9) })
            _ = try await fixture.log(of: service, with: "line 2999\n")
            let lines = try await fixture.log(of: service, from: .tail(2500)).split(separator: "\n")
            #expect(lines == (500..<3000).map { "line \($0)" })
        }
    }

    @Test func `a line that goes on in the next file is one of the last lines, and whole`() async throws {
        try await ServiceFixture.with { fixture in
            // 325 lines leave room in a file for the line's beginning and not for its end.
            let go = fixture.file("go")
            let wait = "until test -e '\(go)'; do sleep 0.01; done"
            let service = try await fixture.supervisor.start(
                fixture.spec(
                    "seq -f 'line %05g' 0 324; printf begun; \(wait); echo , and ended much later; sleep 1000"
                ) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 2) })
            while try await !fixture.log(of: service).hasSuffix("begun\n") {
                try await TimeSource.system.sleep(for: .milliseconds(10))
            }
            close(open(go, O_CREAT | O_WRONLY, 0o600))
            _ = try await fixture.log(of: service, with: "later\n")
            #expect(access(fixture.file("log.1"), F_OK) == 0)
            let line = "begun, and ended much later"
            for (tail, expected) in [(1, [line]), (2, ["line 00324", line]), (3, ["line 00323", "line 00324", line])] {
                let last = try await fixture.log(of: service, from: .tail(tail))
                #expect(last == expected.map { $0 + "\n" }.joined())
            }
        }
    }

    @Test func `a file is filled to its last line, in however large pieces a service writes`() async throws {
        try await ServiceFixture.with { fixture in
            // Neither a whole number of lines, nor one of which two fit into a file.
            let script = "seq -f 'line %05g' 0 2999 | dd bs=5000 iflag=fullblock status=none; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 99) })
            _ = try await fixture.log(of: service, with: "line 02999\n")
            var files = 0
            while access(fixture.file("log.\(files + 1)"), F_OK) == 0 { files += 1 }
            // A stamp of 14 bytes, 10 bytes and a line end.
            let line = 25
            #expect(files == 3000 * line / 8192)
            for index in 1...max(1, files) {
                let contents = try fixture.contents(fixture.file("log.\(index)"))
                #expect((8193 - line...8192).contains(contents.count), "log.\(index)")
                #expect(contents.last == UInt8(ascii: "\n"))
            }
        }
    }

    @Test func `following ends with the service`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(
                fixture.spec("echo one; exit 0") { $0.restart.condition = .never })
            var lines: [String] = []
            for try await case .line(let line) in try service.logs(follow: true) { lines.append(line.text) }
            #expect(lines.first == "one")
        }
    }

    @Test func `a reader that comes and goes gets every line once, however often the log is rotated`() async throws {
        try await ServiceFixture.with { fixture in
            let count = 20_000
            let script = "i=0; while test $i -lt \(count); do echo line $i; i=$((i+1)); done; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 64 << 10, keptFiles: 20) })
            var seen: [String] = []
            var position: Int64 = 0
            while seen.count < count {
                var left = 700
                for try await case .line(let line) in try service.logs(from: .position(position), follow: true) {
                    seen.append(line.text)
                    position = try #require(line.end)
                    #expect(line.at != nil)
                    left -= 1
                    if left == 0 || seen.count == count { break }
                }
            }
            #expect(seen == (0..<count).map { "line \($0)" })
        }
    }

    @Test func `who asks for what is no longer kept is told how much is missing`() async throws {
        try await ServiceFixture.with { fixture in
            let script = "i=0; while test $i -lt 3000; do echo line $i; i=$((i+1)); done; sleep 1000"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) { $0.logRotation = .init(maximumBytes: 8192, keptFiles: 2) })
            _ = try await fixture.log(of: service, with: "line 2999\n")
            var skipped: Int64 = 0
            var kept: Int64 = 0
            for try await entry in try service.logs(from: .position(0)) {
                switch entry {
                case .skipped(let bytes): skipped += bytes
                case .line(let line): kept = try #require(line.end)
                case .current: break
                }
            }
            // Each line has a stamp of 14 bytes, and a line end.
            let all = (0..<3000).reduce(0) { $0 + 14 + "line \($1)\n".utf8.count }
            #expect(kept == Int64(all))
            #expect(skipped > 0 && skipped < kept)
            let failure = await #expect(throws: Failure.self) {
                for try await _ in try service.logs(from: .position(kept + 1)) {}
            }
            #expect(failure?.code == .logPositionUnknown)
        }
    }

    @Test func `positions go on where a shim that was killed left off`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("echo one; printf open; sleep 1000"))
            _ = try await fixture.log(of: service, with: "one\n")
            _ = try fixture.shimIdentity().signal(SIGKILL)
            try await service.stop()
            let again = try await fixture.supervisor.start(fixture.spec("echo two; sleep 1000") { $0.revision = "2" })
            let text = try await fixture.log(of: again, with: "two\n")
            #expect(text.hasPrefix("one\nopen"))
            var ends: [Int64] = []
            for try await case .line(let line) in try again.logs() { ends.append(try #require(line.end)) }
            #expect(ends == ends.sorted() && Set(ends).count == ends.count)
        }
    }
}
