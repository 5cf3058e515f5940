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
                withExtendedLifetime(servers) {}
            }
        }

        @Test func aCertificateIsServedAndReadAgainAtHangUp() async throws {
            try await Installation.with(shared: false) { dextra in
                try await makeCertificate("first.test", dextra)
                let server = try await dextra.serve(
                    "--listen=127.0.0.1:0", "--tls-certificate=cert.pem", "--tls-key=key.pem",
                    "--public-url=https://dextra.example.com")
                #expect(try await dextra.info()["url"]?.string == "https://dextra.example.com")
                let port = try #require(try listeningPort(of: server.processID))
                #expect(try await subject(at: port, dextra) == "CN = first.test")
                try await makeCertificate("second.test", dextra)
                kill(server.processID, SIGHUP)
                try await eventually { try await subject(at: port, dextra) == "CN = second.test" }
            }
        }

        @Test func theServiceManagerIsToldOfTheBeginningAndTheEnd() async throws {
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

        /// The port at which a process listens at 127.0.0.1, by the inodes of its sockets.
        private func listeningPort(of pid: Int32) throws -> Int? {
            let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").compactMap {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")
            }
            let table = try String(contentsOf: URL(filePath: "/proc/\(pid)/net/tcp"), encoding: .utf8)
            for line in table.split(separator: "\n") {
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[3] == "0A", fields[1].hasPrefix("0100007F:"),
                    links.contains("socket:[\(fields[9])]")
                else { continue }
                return Int(fields[1].dropFirst(9), radix: 16)
            }
            return nil
        }
    }
}
