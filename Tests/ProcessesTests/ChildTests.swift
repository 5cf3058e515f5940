// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

@Suite struct ChildTests {
    @Test func `the exit status is the command's own`() async throws {
        #expect(try await Child.run(shell("exit 3")) == .exited(3))
        #expect(try await Child.run(shell("exit 0")).isSuccess)
        #expect(try await Child.run(shell("kill -TERM $$")) == .signalled(SIGTERM))
    }

    @Test(arguments: ["/nowhere/command", "no-such-command-anywhere", "/etc/passwd"])
    func `a command that can't be run is an error, not a status`(name: String) throws {
        let failure = #expect(throws: Failure.self) { try Child.spawn(Command(executable: name)) }
        #expect(failure?.code == .commandNotFound)
    }

    @Test func `a NUL byte in an argument is refused`() throws {
        let failure = #expect(throws: Failure.self) { try Child.spawn(shell("echo \0")) }
        #expect(failure?.code == .invalidArgument)
    }

    @Test func `streams are told apart, input is read, the environment is only what was given`() async throws {
        setenv("DEXTRA_TEST_LEAK", "leaked", 1)
        var command = shell("cat; env >&2", ["A": "1"])
        command.input = Array("from input".utf8)
        let (status, output, error) = try await Child.collect(command)
        #expect(status.isSuccess)
        #expect(String(decoding: output, as: UTF8.self) == "from input")
        let environment = String(decoding: error, as: UTF8.self)
        #expect(environment.contains("A=1\n"))
        #expect(!environment.contains("leaked"))
    }

    @Test func `merged output keeps its order`() async throws {
        var command = shell("for i in 1 2 3; do echo o$i; echo e$i >&2; done")
        command.output = .merged
        let (_, output, _) = try await Child.collect(command)
        #expect(String(decoding: output, as: UTF8.self) == "o1\ne1\no2\ne2\no3\ne3\n")
    }

    @Test func `a child gets no descriptor but its three`() async throws {
        try await TemporaryDirectory.with { directory in
            let held = open(directory + "/held", O_RDWR | O_CREAT, 0o600)  // Deliberately not close-on-exec.
            defer { close(held) }
            let (_, output, _) = try await Child.collect(shell("ls /proc/$$/fd"))
            // dash keeps no descriptor of its own for a script given by -c.
            #expect(String(decoding: output, as: UTF8.self) == "0\n1\n2\n")
        }
    }

    @Test func `a child that nobody reads from waits at a full pipe`() async throws {
        try await TemporaryDirectory.with { directory in
            let marker = directory + "/written"
            let child = try Child.spawn(shell("head -c 10000000 /dev/zero; touch \(marker)"))
            var total = 0
            for await chunk in child.output {
                // Read so far plus what the pipe can hold is far from all: it can't have finished.
                if total == 0 { #expect(access(marker, F_OK) != 0) }
                total += chunk.bytes.count
            }
            #expect(total == 10_000_000)
            #expect(await child.wait().isSuccess)
            #expect(access(marker, F_OK) == 0)
        }
    }

    @Test func `a grandchild that keeps the pipe open is not waited for`() async throws {
        let child = try Child.spawn(shell("sleep 1000 & echo $!"))
        var text = ""
        for await chunk in child.output { text += chunk.text }
        #expect(await child.wait().isSuccess)
        let left = try #require(processes(in: text).first)
        #expect(left.signal(SIGKILL))
    }

    @Test func `ending a command ends its whole group`() async throws {
        let child = try Child.spawn(shell("trap '' TERM; sleep 1000 & echo $!; wait; wait"))
        let grandchild = try #require(processes(in: await child.firstText()).first)
        #expect(await child.terminate(grace: .milliseconds(50)) == .signalled(SIGKILL))
        try await eventually("the grandchild ends") { !grandchild.isAlive }
    }

    @Test func `a command that ends in time when asked isn't killed`() async throws {
        let child = try Child.spawn(shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done"))
        #expect(await child.firstText() == "ready\n")
        #expect(await child.terminate(grace: .seconds(60)) == .exited(7))
    }

    @Test func `a command over its time is ended and reported`() async throws {
        let failure = await #expect(throws: Failure.self) {
            try await Child.run(shell("sleep 1000"), timeout: .milliseconds(50), grace: .milliseconds(50))
        }
        #expect(failure?.code == .commandTimedOut)
    }

    @Test func `a failing reader ends the command before it is rethrown`() async throws {
        var seen: [ProcessIdentity] = []
        await #expect(throws: CancellationError.self) {
            try await Child.run(shell("echo $$; sleep 1000")) { chunk in
                seen = processes(in: chunk.text)
                throw CancellationError()
            }
        }
        #expect(seen.count == 1)
        #expect(seen.allSatisfy { !$0.isAlive })
    }

    @Test func `cancelling the task that waits ends the command`() async throws {
        let child = try Child.spawn(shell("sleep 1000"))
        let identity = try #require(ProcessIdentity.current(of: child.processID))
        let status = await withTaskGroup(of: ExitStatus.self) { group in
            group.addTask { await child.wait() }
            group.cancelAll()
            return await group.next()
        }
        #expect(status == .signalled(SIGTERM))
        #expect(!identity.isAlive)
    }

    @Test func `cancelling the task that reads ends the command`() async throws {
        let child = try Child.spawn(shell("while :; do echo line; done"))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in child.output {}
            }
            group.cancelAll()
        }
        #expect(await child.wait() == .signalled(SIGTERM))
    }

    @Test func `a child that nobody holds is killed`() async throws {
        let identity = try { try ProcessIdentity.current(of: Child.spawn(shell("sleep 1000")).processID) }()
        try await eventually("the child ends") { identity?.isAlive != true }
    }

    @Test func `many children at once`() async throws {
        let statuses = try await withThrowingTaskGroup(of: ExitStatus.self) { group in
            for code in 0..<60 { group.addTask { try await Child.run(shell("echo x; exit \(code)")) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(statuses == Set((0..<60).map { ExitStatus.exited($0) }))
    }
}
