// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// How a server is reached over TCP, and how it begins and ends for who supervises it.
    @Suite struct ServingTests {
        @Test func serversWithoutAWordHaveAPortEach() async throws {
            try await Installation.with(shared: false) { dextra in
                let neighbour = dextra.neighbour("home2")
                var addresses: Set<String> = []
                var servers: [Child] = []
                for installation in [dextra, neighbour] {
                    servers.append(try await installation.serve("--listen", "auto"))
                    let url = try #require(try await installation.info()["url"]?.string)
                    #expect(url.hasPrefix("http://127.0.0.1:78"))
                    addresses.insert(url)
                    // Nobody is let in without credentials, and the server is there.
                    let outcome = try await dextra.run(
                        "/usr/bin/curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", "\(url)/v1/info"])
                    #expect(["401", "403"].contains(outcome.output))
                }
                #expect(addresses.count == 2)
                let third = dextra.neighbour("home3")
                servers.append(try await third.serve("--listen=auto", "--public-url=https://Dextra.example.com/"))
                #expect(try await third.info()["url"]?.string == "https://dextra.example.com")
                withExtendedLifetime(servers) {}
            }
        }

        @Test func aCertificateIsServedAndReadAgainAtHangUp() async throws {
            try await Installation.with(shared: false) { dextra in
                try await makeCertificate("first.test", dextra)
                let server = try await dextra.serve(
                    "--listen=127.0.0.1:0", "--tls-certificate=cert.pem", "--tls-key=key.pem")
                let url = try #require(try await dextra.info()["url"]?.string)
                #expect(url.hasPrefix("https://127.0.0.1:"))
                let port = try #require(Int(url.split(separator: ":").last ?? ""))
                #expect(try await subject(at: port, dextra) == "CN = first.test")
                try await makeCertificate("second.test", dextra)
                kill(server.processID, SIGHUP)
                try await eventually { try await subject(at: port, dextra) == "CN = second.test" }
            }
        }

        @Test func theSystemdLinkIsToldOfTheBeginningAndTheEnd() async throws {
            try await Installation.with(shared: false) { dextra in
                let listener = """
                    import os, socket, sys
                    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                    s.bind(sys.argv[1])
                    os.rename(sys.argv[1], sys.argv[2])
                    s.settimeout(60)
                    seen = []
                    while "STOPPING=1" not in seen:
                        seen += s.recv(4096).decode().split()
                        print(*seen, file=open(sys.argv[3], "w"), flush=True)
                    """
                let path = dextra.folder + "/notify"
                let output = dextra.folder + "/messages"
                async let manager = dextra.run("/usr/bin/python3", ["-c", listener, path + ".new", path, output])
                try await eventually { access(path, F_OK) == 0 }
                let server = try await dextra.serve(
                    environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "1000000"])
                func seen(_ word: String) -> Bool {
                    (try? String(contentsOf: URL(filePath: output), encoding: .utf8))?.contains(word) ?? false
                }
                try await eventually { seen("WATCHDOG=1") }
                #expect(seen("READY=1"))
                kill(server.processID, SIGHUP)
                try await eventually { seen("RELOADING=1") }
                kill(server.processID, SIGTERM)
                #expect(try await manager.status.isSuccess)
                #expect(await server.wait().isSuccess)
            }
        }

        private func makeCertificate(_ name: String, _ dextra: Installation) async throws {
            let script = """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=\(name) \
                    -addext subjectAltName=DNS:\(name) -keyout key.new -out cert.new
                chmod 600 key.new && mv key.new key.pem && mv cert.new cert.pem
                """
            let outcome = try await dextra.run("/bin/sh", ["-euc", script])
            try #require(outcome.status.isSuccess, "\(outcome)")
        }

        private func subject(at port: Int, _ dextra: Installation) async throws -> String {
            let script = """
                openssl s_client -connect 127.0.0.1:\(port) </dev/null 2>/dev/null | openssl x509 -noout -subject
                """
            let outcome = try await dextra.run("/bin/sh", ["-c", script])
            return outcome.output.trimmed.replacing("subject=", with: "")
        }
    }
}
