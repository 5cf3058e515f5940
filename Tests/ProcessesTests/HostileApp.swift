// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

/// A server's private things, another project's, and a program that tries to get at all of them.
struct HostileApp {
    let directory: String
    let sibling: ProcessIdentity

    /// What the program reports when nothing keeps it away.
    static let everything = [
        "another project's environment", "another project's file", "another project's memory",
        "another project's process", "the database", "the server's process", "the socket", "the vault key",
        "writing beside the server's files",
    ]

    /// Runs the body with things that belong to `owner`; the sibling runs as `sibling`.
    static func with(owner: UInt32, sibling: Isolation, _ body: (HostileApp) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            #expect(chmod(directory, 0o711) == 0)
            let home = directory + "/home"
            for path in [home, home + "/sibling", directory + "/own"] { #expect(mkdir(path, 0o700) == 0) }
            for name in ["vault.key", "dextra.db", "sibling/file"] {
                let file = open("\(home)/\(name)", O_WRONLY | O_CREAT, 0o600)
                #expect(write(file, "secret", 6) == 6)
                close(file)
            }
            // As root the home itself may be passed through: the modes of what is inside must do.
            if geteuid() == 0, owner == 0 { #expect(chmod(home, 0o711) == 0) }
            let listener = try listen(home + "/dextra.sock")
            defer { close(listener) }
            if owner != geteuid() {
                for name in ["", "/sibling", "/vault.key", "/dextra.db", "/sibling/file", "/dextra.sock"] {
                    #expect(chown(home + name, owner, owner) == 0)
                }
            }
            let command = shell("echo $$; exec sleep 1000", ["SIBLING_SECRET": "secret"], isolation: sibling)
            let child = try Child.spawn(command)
            var identity: ProcessIdentity?
            for await chunk in child.output {
                identity = processes(in: chunk.text).first
                break
            }
            try await body(HostileApp(directory: directory, sibling: try #require(identity)))
            await child.terminate(grace: .zero)
        }
    }

    /// Runs the attack, by way of another program if one is given, and returns what it got, sorted.
    func attack(isolation: Isolation, through prefix: [String] = []) async throws -> [String] {
        let line =
            prefix + ["/usr/bin/perl", "-e", Self.program, home, "\(sibling.processID)", "\(getpid())"]
        var command = Command(
            executable: line[0], arguments: Array(line.dropFirst()), environment: ["PATH": "/usr/bin:/bin"],
            isolation: isolation)
        command.output = .merged
        let (status, output, _) = try await Child.collect(command)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(status.isSuccess, "\(lines)")
        #expect(lines.last == "tried all", "\(lines)")
        return lines.dropLast().sorted()
    }

    var home: String { directory + "/home" }

    private static let program = #"""
        use IO::Socket::UNIX;
        $| = 1;
        my ($home, $sibling, $server) = @ARGV;
        sub readable { my ($file, $bytes); open($file, '<', $_[0]) && sysread($file, $bytes, 9) == 6 && $bytes eq 'secret' }
        print "the vault key\n" if readable("$home/vault.key");
        print "the database\n" if readable("$home/dextra.db");
        print "the socket\n" if IO::Socket::UNIX->new(Peer => "$home/dextra.sock");
        print "another project's file\n" if readable("$home/sibling/file");
        my $environment;
        print "another project's environment\n"
            if open($environment, '<', "/proc/$sibling/environ") && join('', <$environment>) =~ /SIBLING_SECRET/;
        my ($maps, $memory);
        if (open($maps, '<', "/proc/$sibling/maps") && <$maps> =~ /^([0-9a-f]+)/) {
            my $address = hex $1;
            print "another project's memory\n"
                if open($memory, '<', "/proc/$sibling/mem") && sysseek($memory, $address, 0) && sysread($memory, my $x, 4);
        }
        print "another project's process\n" if kill(0, $sibling);
        print "the server's process\n" if kill(0, $server);
        my $planted;
        print "writing beside the server's files\n" if open($planted, '>', "$home/planted-$$");
        print "tried all\n";
        """#

    private static func listen(_ path: String) throws -> Int32 {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, Glibc.listen(listener, 8) == 0, chmod(path, 0o600) == 0 else {
            throw Failure.system(errno, "can't listen on \(path)")
        }
        return listener
    }
}
