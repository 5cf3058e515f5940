// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import Processes
import Testing

/// Logs of a real engine.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)))
struct LogTests {
    @Test func keepsStreamsAndOrderApart() async throws {
        try await EngineFixture.with { test in
            let line = "for i in 1 2 3; do echo out$i; echo err$i >&2; done; head -c 40000 /dev/zero | tr '\\0' x; echo"
            let id = try await test.run(test.shell(line))
            _ = try await test.engine.wait(id)
            let seen = Recorded<LogLine>()
            try await test.engine.logs(of: id) { seen.add($0) }
            let out = seen.all.filter { $0.stream == .stdout }
            #expect(out.prefix(3).map(\.text) == ["out1", "out2", "out3"])
            #expect(seen.all.filter { $0.stream == .stderr }.map(\.text) == ["err1", "err2", "err3"])
            // A long line comes in parts, and all but the last say so.
            let parts = out.dropFirst(3)
            #expect(parts.map(\.bytes.count).reduce(0, +) == 40_000)
            #expect(parts.dropLast().allSatisfy(\.isCut) && parts.last?.isCut == false)
            #expect(seen.all.allSatisfy { $0.moment != nil })

            var query = LogQuery()
            query.streams = [.stderr]
            let errors = Recorded<String>()
            try await test.engine.logs(of: id, query) { errors.add($0.text) }
            #expect(errors.all == ["err1", "err2", "err3"])
            let last = Recorded<LogLine>()
            try await test.engine.logs(of: id, LogQuery(tail: 1)) { last.add($0) }
            #expect(last.all == seen.all.suffix(1))
            let second = try #require(out.dropFirst().first?.moment)
            let later = Recorded<String>()
            var since = LogQuery(since: second)
            since.streams = [.stdout]
            try await test.engine.logs(of: id, since) { later.add(String($0.text.prefix(4))) }
            #expect(later.all.prefix(2) == ["out2", "out3"])
        }
    }

    @Test func readsATerminalsOutput() async throws {
        try await EngineFixture.with { test in
            var spec = test.shell("echo one; echo two >&2; printf three")
            spec.hasTerminal = true
            let id = try await test.run(spec)
            _ = try await test.engine.wait(id)
            let seen = Recorded<LogLine>()
            try await test.engine.logs(of: id) { seen.add($0) }
            #expect(seen.all.map(\.text) == ["one", "two", "three"])
            #expect(seen.all.last?.isCut == true)
        }
    }

    @Test func followsUntilTheEnd() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("echo first; until test -e /tmp/go; do sleep 0.05; done; echo last"))
            let seen = Recorded<String>()
            try await test.engine.logs(of: id, LogQuery(follow: .untilEnd)) { line in
                seen.add(line.text)
                guard line.text == "first" else { return }
                _ = try await test.engine.collect(ExecCommand(["/bin/touch", "/tmp/go"]), in: id)
            }
            #expect(seen.all == ["first", "last"])
        }
    }

    @Test func followsAcrossRestartsWithoutLossOrDoubles() async throws {
        try await EngineFixture.with { test in
            // Each start counts one further, and writes three lines.
            var spec = test.shell(
                "n=$(cat /data/n 2>/dev/null || echo 0); n=$((n+1)); echo $n >/data/n; for i in 1 2 3; do echo $n.$i; done; "
                    + "sleep 0.2; exit 1")
            spec.mounts = [.volume(name: test.prefix + "-count", target: "/data")]
            spec.restart = .onFailure(limit: 2)
            let id = try await test.engine.create(spec, name: test.prefix + "-c")
            try await test.engine.start(id)
            let seen = Recorded<String>()
            try await test.engine.logs(of: id, LogQuery(follow: .acrossRestarts)) { line in
                seen.add(line.text)
                if line.text == "3.3" {
                    // The last start of the policy: removal ends the following.
                    try await test.engine.remove(id, force: true)
                }
            }
            #expect(seen.all == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3"])
            try await test.engine.removeVolume(test.prefix + "-count")
        }
    }

    @Test func cancellationEndsTheFollowing() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("echo here; sleep 60"))
            let seen = Recorded<String>()
            let reading = Task {
                try await test.engine.logs(of: id, LogQuery(follow: .acrossRestarts)) { seen.add($0.text) }
            }
            try await until { seen.all == ["here"] }
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
        }
    }
}
