// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

/// Many short lives at once, to meet the moments at which an end could be missed. A lost one hangs, which the time
/// limit tells from slow.
@Suite(.serialized) struct StressTests {
    /// Ways for a command to end, and what must be known of it then.
    private enum Life: Int, CaseIterable {
        case silent, speaking, speakingMuch, failing, limited, cancelledAtOnce, cancelledSpeaking, overTime,
            droppedReader

        func live() async throws {
            switch self {
            case .silent:
                #expect(try await Child.run(Command(executable: "/bin/true")).isSuccess)
            case .speaking:
                let (status, output, error) = try await Child.collect(shell("echo out; echo err >&2; exit 3"))
                #expect(status == .exited(3))
                #expect((output, error) == (Array("out\n".utf8), Array("err\n".utf8)))
            case .speakingMuch:
                let (_, output, _) = try await Child.collect(shell("head -c 200000 /dev/zero"))
                #expect(output.count == 200_000)
            case .failing:
                #expect(try await Child.run(shell("kill -KILL $$")) == .signalled(SIGKILL))
            case .limited:
                var command = shell("echo limited")
                command.limits.openFiles = 64
                let (status, output, _) = try await Child.collect(command)
                #expect(status.isSuccess && output == Array("limited\n".utf8))
            case .cancelledAtOnce: try await cancelled(shell("sleep 1000")) {}
            case .cancelledSpeaking: try await cancelled(shell("while :; do echo line; done")) { await Task.yield() }
            case .overTime:
                let failure = await #expect(throws: Failure.self) {
                    try await Child.run(shell("sleep 1000"), timeout: .milliseconds(1), grace: .milliseconds(1))
                }
                #expect(failure?.code == .commandTimedOut)
            case .droppedReader:
                let child = try Child.spawn(shell("echo first; sleep 1000"))
                #expect(await child.firstText() == "first\n")
                #expect(await child.terminate(grace: .zero) != .exited(0))
            }
        }

        private func cancelled(_ command: Command, after moment: () async -> Void) async throws {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        _ = try await Child.run(command, grace: .milliseconds(1))
                        return false
                    } catch is CancellationError {
                        return true
                    }
                }
                await moment()
                group.cancelAll()
                let wasCancelled = try await group.next()
                #expect(wasCancelled == true)
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `no end of a command is missed`() async throws {
        try await withThrowingTaskGroup { group in
            for worker in 0..<16 {
                group.addTask {
                    for turn in 0..<25 {
                        try await Life.allCases[(worker + turn) % Life.allCases.count].live()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `no end of a service is missed`() async throws {
        try await ServiceFixture.with { fixture in
            try await withThrowingTaskGroup { group in
                for name in ["one", "two"] {
                    for _ in 0..<4 {
                        group.addTask {
                            // Side by side on one service: they wait for each other's turn, and meet its coming and going.
                            for _ in 0..<8 {
                                let spec = fixture.spec("sleep 1000", name: name)
                                do {
                                    let service = try await fixture.supervisor.start(spec)
                                    for await _ in try service.changes() { break }
                                    try await service.stop(grace: .zero)
                                } catch let failure as Failure where failure.code == .serviceStartFailed {
                                    // Stopped by another just as it started.
                                }
                            }
                        }
                    }
                    group.addTask {
                        while !Task.isCancelled, (try? fixture.supervisor.find(name)) == nil { await Task.yield() }
                        for _ in 0..<12 {
                            for await _ in try fixture.supervisor.find(name).changes() {}
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["turn", "lock"])
    func `a lock that is let go of without a note is noticed`(name: String) async throws {
        try await ServiceFixture.with { fixture in
            // A service that has run, so that its files are there.
            try await fixture.supervisor.start(fixture.spec("sleep 1000")).stop(grace: .zero)
            let descriptor = open(fixture.file(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            defer { close(descriptor) }
            try #require(lock(descriptor, Int16(F_WRLCK)))
            try await withThrowingTaskGroup { group in
                group.addTask {
                    switch name {
                    case "turn": try await fixture.supervisor.start(fixture.spec("sleep 1000"))
                    default: try await fixture.supervisor.find("app").stop()
                    }
                }
                // Time for the other to begin to wait; without it the test proves nothing, but still passes.
                try await Task.sleep(for: .milliseconds(100))
                try #require(lock(descriptor, Int16(F_UNLCK)))
                try await group.waitForAll()
            }
        }
    }

    /// Takes or leaves an open-file lock, as the shim and the supervisor do, but without closing the file.
    private func lock(_ descriptor: Int32, _ kind: Int16) -> Bool {
        var whole = flock()
        whole.l_type = kind
        whole.l_whence = Int16(SEEK_SET)
        let setOpenFileLock: Int32 = 37  // F_OFD_SETLK
        return fcntl(descriptor, setOpenFileLock, &whole) == 0
    }
}
