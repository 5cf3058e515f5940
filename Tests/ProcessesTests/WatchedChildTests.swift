// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

/// Commands under `dextra-shim exec`.
@Suite struct WatchedChildTests {
    let shim: ShimLocation

    init() throws { shim = try ShimLocation.find() }

    @Test func `the exit status passes through the shim`() async throws {
        #expect(try await Child.run(shell("exit 3"), shim: shim) == .exited(3))
        #expect(try await Child.run(shell("kill -KILL $$"), shim: shim) == .signalled(SIGKILL))
    }

    @Test func `what a command leaves behind is killed, also what left its group`() async throws {
        try await TemporaryDirectory.with { directory in
            var command = shell(
                "sleep 1000 & one=$!; setsid sleep 1000 & echo $one $!; while ! test -e go; do sleep 0.01; done")
            command.directory = directory
            let child = try Child.spawn(command, shim: shim)
            let left = processes(in: await child.firstText())
            #expect(left.count == 2)
            #expect(creat(directory + "/go", 0o600) >= 0)
            #expect(await child.wait().isSuccess)
            #expect(left.allSatisfy { !$0.isAlive })
        }
    }

    @Test func `killing reaches what left the group`() async throws {
        let child = try Child.spawn(
            shell("trap '' TERM; setsid sh -c 'trap \"\" TERM; echo $$; sleep 1000'; sleep 1000"), shim: shim)
        let escaped = processes(in: await child.firstText())
        #expect(escaped.count == 1)
        await child.terminate(grace: .milliseconds(50))
        #expect(escaped.allSatisfy { !$0.isAlive })
    }

    @Test func `a command dies with the process that started it, even by kill -9`() async throws {
        try await TemporaryDirectory.with { directory in
            let script = """
                mkfifo life
                \(shim.path) exec lifeline=3 isolation=none -- sh -c 'echo $$ > pid.new; mv pid.new pid; sleep 1000' 3< life &
                exec 4> life
                while ! test -e pid; do sleep 0.01; done
                cat pid
                kill -9 $$
                """
            var command = shell(script)
            command.directory = directory
            let launcher = try Child.spawn(command)
            let watched = processes(in: await launcher.firstText())
            #expect(await launcher.wait() == .signalled(SIGKILL))
            try await eventually("the command ends") { watched.allSatisfy { !$0.isAlive } }
        }
    }

    @Test func `limits hold`() async throws {
        try await TemporaryDirectory.with { directory in
            var command = shell("ulimit -n; ulimit -c; head -c 100000 /dev/zero > big; wc -c < big")
            command.directory = directory
            command.limits = ResourceLimits(fileSize: 4096, openFiles: 77)
            let (_, output, _) = try await Child.collect(command, shim: shim)
            #expect(String(decoding: output, as: UTF8.self) == "77\n0\n4096\n")
        }
    }

    @Test func `the raised limit of open files is not passed on`() async throws {
        var limit = rlimit()
        #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        limit.rlim_cur = min(4096, limit.rlim_max - 1)
        let original = limit.rlim_cur
        #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        #expect(try DescriptorLimit.raise() == UInt64(limit.rlim_max))
        let (_, output, _) = try await Child.collect(shell("ulimit -Sn; ulimit -Hn"), shim: shim)
        #expect(String(decoding: output, as: UTF8.self) == "\(original)\n\(limit.rlim_max)\n")
    }

    @Test func `processor time is limited`() async throws {
        var command = shell("while :; do :; done")
        command.limits = ResourceLimits(processorSeconds: 1)
        let status = try await Child.run(command, shim: shim)
        #expect(status == .signalled(SIGXCPU) || status == .signalled(SIGKILL))
    }

    @Test func `options the shim doesn't know are refused`() async throws {
        for option in ["colour=red", "uid=0", "isolation=some", "hide=relative", "limit-core=-1", "lifeline", "=x"] {
            let command = Command(executable: shim.path, arguments: ["exec", option, "--", "/bin/true"])
            #expect(try await Child.run(command) == .exited(64), "\(option)")
        }
    }
}
