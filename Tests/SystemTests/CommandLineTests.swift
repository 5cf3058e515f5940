// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// The command among other programs: where its output goes, and who interrupts it.
    @Suite struct CommandLineTests {
        @Test func outputThatIsLostIsNoSuccess() async throws {
            try await Installation.with(shared: false) { dextra in
                let full = try await dextra.run(
                    "/bin/sh", ["-c", "\(Installation.binaries)/dextra version > /dev/full"])
                #expect(full.status == .exited(71))
                #expect(full.error.contains("error[disk_full]"))
            }
        }

        /// A server that takes connections and says nothing, from before it has been shown where to confirm.
        @Test func aSignInIsGivenUpWhileTheServerIsSilent() async throws {
            try await Installation.with(shared: false) { dextra in
                let script = """
                    import signal, socket, subprocess, sys
                    listener = socket.create_server(("127.0.0.1", 0))
                    url = "http://127.0.0.1:%d" % listener.getsockname()[1]
                    login = subprocess.Popen([sys.argv[1], "login", url], stderr=subprocess.PIPE, text=True)
                    connection, _ = listener.accept()
                    assert connection.recv(1)
                    login.send_signal(signal.SIGINT)
                    print(login.communicate()[1])
                    sys.exit(login.returncode)
                    """
                let outcome = try await dextra.run(
                    "/usr/bin/python3", ["-c", script, "\(Installation.binaries)/dextra"],
                    environment: ["XDG_CONFIG_HOME": "\(dextra.folder)/config", "DEXTRA_HOME": ""])
                #expect(outcome.status == .exited(130), "\(outcome)")
                #expect(outcome.output.contains("the sign-in was given up"), "\(outcome)")
            }
        }
    }
}
