// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import Testing

/// Hostile apps. Each kind of isolation is shown against the same attack without it, so that the attack is known to
/// work.
@Suite struct IsolationTests {
    static let isRoot = geteuid() == 0
    static let nobody: UInt32 = 65_534

    @Test func `the probe says what this machine allows`() async throws {
        let probe = try await IsolationProbe.run(shim: try ShimLocation.find())
        if Self.isRoot { #expect(probe == .uid) }
        if case .none(let reason) = probe { #expect(!reason.isEmpty) }
    }

    @Test(.enabled(if: isRoot, "NEEDS ROOT: gives projects uids of their own"))
    func `under a uid of its own a hostile app gets nothing`() async throws {
        try await HostileApp.with(owner: 0, sibling: .uid(210_902, gid: 210_902)) { app in
            let without = try await app.attack(isolation: .none)
            #expect(without == HostileApp.everything)
            let got = try await app.attack(isolation: .uid(210_901, gid: 210_901))
            #expect(got == [])
        }
    }

    @Test(.enabled(if: isRoot, "NEEDS ROOT: becomes another user"))
    func `under a uid there is no way back`() async throws {
        let script = "id -u; id -G; grep -c 'NoNewPrivs:.1' /proc/self/status; grep CapEff /proc/self/status; umask"
        let command = shell(script, isolation: .uid(210_901, gid: 210_903))
        let (_, output, _) = try await Child.collect(command)
        #expect(
            String(decoding: output, as: UTF8.self) == "210901\n210903\n1\nCapEff:\t0000000000000000\n0027\n")
    }

    @Test(.enabled("this machine doesn't allow user namespaces", namespacesWork))
    func `in a user namespace a hostile app gets nothing`() async throws {
        try await HostileApp.with(owner: geteuid(), sibling: .none) { app in
            let without = try await app.attack(isolation: .none)
            #expect(without == HostileApp.everything)
            let isolation = Isolation.userNamespace(hide: [app.home], exposeReadOnly: [], exposeReadWrite: [])
            let got = try await app.attack(isolation: isolation)
            #expect(got == [])
        }
    }

    @Test(.enabled("this machine doesn't allow user namespaces", namespacesWork))
    func `the namespace shows what is exposed, and nothing else can be written`() async throws {
        try await HostileApp.with(owner: geteuid(), sibling: .none) { app in
            let own = app.directory + "/own"
            let script = """
                ls \(app.home); ls \(app.home)/sibling; touch made && echo own
                touch \(app.home)/x; touch \(app.home)/sibling/x || touch /x || touch $HOME/x || echo nothing else
                touch /tmp/x && ls /tmp | grep -v dextra-test; test $(ls -d /proc/[0-9]* | wc -l) -lt 8 && echo few
                """
            let isolation = Isolation.userNamespace(
                hide: [app.home], exposeReadOnly: [app.home + "/sibling"], exposeReadWrite: [own])
            var command = shell(script, ["HOME": "/usr"], isolation: isolation)
            command.directory = own
            let (_, output, _) = try await Child.collect(command)
            #expect(String(decoding: output, as: UTF8.self) == "sibling\nfile\nown\nnothing else\nx\nfew\n")
            #expect(access(own + "/made", F_OK) == 0)
            // Under its own /tmp it may write what it likes: nobody else sees it.
            #expect(access(app.home + "/x", F_OK) != 0)
        }
    }

    @Test(.enabled("this machine doesn't allow user namespaces", namespacesWork))
    func `what hides can't be taken away from inside`() async throws {
        try await HostileApp.with(owner: geteuid(), sibling: .none) { app in
            let script = """
                umount \(app.home); umount -l \(app.home); umount /proc
                unshare -Urm sh -c 'umount \(app.home); umount -l /proc; cat \(app.home)/vault.key'
                cat \(app.home)/vault.key; cat /proc/1/root\(app.home)/vault.key; kill -9 1; echo still here
                """
            let isolation = Isolation.userNamespace(hide: [app.home], exposeReadOnly: [], exposeReadWrite: [])
            let (_, output, _) = try await Child.collect(shell(script, isolation: isolation))
            #expect(String(decoding: output, as: UTF8.self) == "still here\n")
        }
    }

    @Test(.enabled("this machine doesn't allow user namespaces", namespacesWork))
    func `a namespaced service is stopped gently, and dies with its shim`() async throws {
        try await ServiceFixture.with { fixture in
            let spec = fixture.spec("trap 'echo bye; exit 4' TERM; echo up; while :; do sleep 0.01; done") {
                $0.command.isolation = Self.namespace
            }
            let service = try await fixture.supervisor.start(spec)
            _ = try await fixture.log(of: service, with: "up\n")
            let stopped = try await service.stop()
            #expect(stopped.lastExit == .exited(4))
            let log = try await fixture.log(of: service)
            #expect(log.contains("bye\n"))

            let again = try await fixture.supervisor.start(spec)
            let outer = try #require(again.status().process)
            #expect(try fixture.shimIdentity().signal(SIGKILL))
            try await eventually("the namespace ends") { !outer.isAlive }
        }
    }

    @Test(
        .enabled(if: isRoot, "NEEDS ROOT: becomes an ordinary user to be one"),
        .enabled("this machine doesn't allow user namespaces", namespacesWork))
    func `an ordinary user's hostile app gets nothing in a user namespace`() async throws {
        let user = Isolation.uid(Self.nobody, gid: Self.nobody)
        try await HostileApp.with(owner: Self.nobody, sibling: user) { app in
            var open = HostileApp.everything
            // The server of this test is root's, so that alone is out of reach.
            open.removeAll { $0 == "the server's process" }
            let without = try await app.attack(isolation: user)
            #expect(without == open)
            let got = try await app.attack(as: user, hiding: app.home)
            #expect(got == [])
        }
    }

    @Sendable static func namespacesWork() async throws -> Bool {
        try await Child.run(shell("exit 0", isolation: namespace)) == .exited(0)
    }

    private static let namespace = Isolation.userNamespace(hide: [], exposeReadOnly: [], exposeReadWrite: [])
}

extension HostileApp {
    /// The attack by an app that `user` started in a user namespace, with a shim that user can execute.
    func attack(as user: Isolation, hiding hidden: String) async throws -> [String] {
        let shim = directory + "/dextra-shim"
        let copy = Command(executable: "/bin/cp", arguments: [try ShimLocation.find().path, shim])
        let copied = try await Child.run(copy)
        #expect(copied.isSuccess)
        chmod(shim, 0o755)
        let options = ["exec", "isolation=user-namespace", "hide=\(hidden)", "--"]
        return try await attack(isolation: user, through: [shim] + options)
    }
}
