// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// A hostile application and a hostile build try to reach what is not theirs.
    @Suite(.serialized) struct IsolationTests {
        @Test func hostileAppGetsNothing() async throws {
            try await Installation.with { dextra in
                let sibling = try dextra.writeApp("sibling", version: "1")
                #expect(try await dextra.dextra("deploy", sibling).status.isSuccess)
                #expect(
                    try await dextra.dextra("env", "set", "--project", "sibling", "TOKEN=sibling-secret").status
                        .isSuccess)
                #expect(try await dextra.dextra("deploy", sibling).status.isSuccess)
                let info = try await dextra.info()
                try #require(
                    info["isolation"]?.string != "none",
                    "this machine allows neither foreign users nor user namespaces: \(info)")
                let server = try #require(info["pid"]?.integer)
                let victims = RunningProcesses.below("\(dextra.home)/projects/sibling")
                let victim = try #require(victims.first)

                try dextra.write(
                    Self.attacker(home: dextra.home, server: server, victim: victim), to: "hostile/app.py")
                try dextra.write("name: hostile\nstart: python3 app.py\n", to: "hostile/dextra.yaml")
                let outcome = try await dextra.dextra("deploy", "\(dextra.folder)/hostile")
                #expect(outcome.status.isSuccess, "\(outcome)")
                let report = try #require(try await dextra.get("\(try await dextra.url("hostile"))/"))
                let findings = try JSONText.decode([String: String].self, from: report)
                #expect(findings.count >= 9)
                for (attempt, result) in findings {
                    #expect(result.hasPrefix("refused"), "\(attempt): \(result)")
                }
                #expect(RunningProcesses.isAlive(Int32(server)))
                #expect(RunningProcesses.isAlive(victim))
            }
        }

        @Test func hostileBuildGetsNothing() async throws {
            try await Installation.with { dextra in
                #expect(try await dextra.dextra("status").status.isSuccess)
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write(
                    """
                    name: shop
                    build: >-
                      for path in \(dextra.home)/dextra.db \(dextra.home)/vault.key \(dextra.home)/logs/server.log
                      \(Self.personalFile() ?? "");
                      do cat $path >> loot.txt 2>/dev/null; done;
                      env | grep -i -E 'secret|token' >> loot.txt;
                      python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect("\(dextra.home)/dextra.sock")'
                      2>/dev/null && echo socket >> loot.txt;
                      test ! -s loot.txt
                    start: python3 app.py

                    """, to: "shop/dextra.yaml")
                let server = ["MY_SECRET_TOKEN": "of the person who started the server"]
                #expect(try await dextra.dextra("stop").status.isSuccess)
                _ = try await dextra.serve(environment: server)
                let outcome = try await dextra.dextra("deploy", app)
                #expect(outcome.status.isSuccess, "the build found something: \(outcome)")
            }
        }

        /// A file that the server's user has at home, where keys lie too; nil for root, whose home's own mode decides.
        private static func personalFile() -> String? {
            guard geteuid() != 0, let home = getpwuid(geteuid()).flatMap({ $0.pointee.pw_dir }) else { return nil }
            let folder = String(cString: home)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.sorted().map { "\(folder)/\($0)" }.first { path in
                var status = stat()
                return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && !path.contains(" ")
            }
        }

        /// Answers with what each attempt came to.
        private static func attacker(home: String, server: Int64, victim: Int32) -> String {
            """
            import http.server, json, os, signal, socket

            def attempt(action):
                try:
                    return "GOT " + repr(action())[:200]
                except (OSError, ProcessLookupError) as error:
                    return "refused: " + str(error)

            def talk():
                peer = socket.socket(socket.AF_UNIX)
                peer.connect("\(home)/dextra.sock")
                peer.sendall(b"GET /v1/projects HTTP/1.1\\r\\nHost: dextra\\r\\nConnection: close\\r\\n\\r\\n")
                answer = peer.recv(65536)
                if answer.split(b" ")[1] == b"403":
                    raise PermissionError("403")
                return answer

            read = lambda path: open(path, "rb").read()
            findings = {
                "socket": attempt(talk),
                "database": attempt(lambda: read("\(home)/dextra.db")),
                "write-ahead log": attempt(lambda: read("\(home)/dextra.db-wal")),
                "key": attempt(lambda: read("\(home)/vault.key")),
                "server log": attempt(lambda: read("\(home)/logs/server.log")),
                "blobs": attempt(lambda: os.listdir("\(home)/blobs")),
                "sibling's files": attempt(lambda: os.listdir("\(home)/projects/sibling")),
                "sibling's environment": attempt(lambda: read("/proc/\(victim)/environ") if same(\(victim)) else refuse()),
                "server's environment": attempt(lambda: read("/proc/\(server)/environ") if same(\(server)) else refuse()),
                "kill the sibling": attempt(lambda: os.kill(\(victim), signal.SIGKILL) if same(\(victim)) else refuse()),
                "kill the server": attempt(lambda: os.kill(\(server), signal.SIGKILL) if same(\(server)) else refuse()),
                "proxy": attempt(lambda: os.listdir("\(home)/proxy")),
                "write into own release": attempt(lambda: open("app.py", "a")),
            }
            personal = "\(personalFile() ?? "")"
            if personal:
                findings["file in the user's home"] = attempt(lambda: read(personal))

            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    body = json.dumps(findings).encode()
                    self.send_response(200)
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            http.server.HTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
            """.withNamespaceCheck()
        }
    }
}

extension String {
    /// Puts the two functions in front that tell another process from one that happens to have its number here.
    fileprivate func withNamespaceCheck() -> String {
        """
        import os

        def refuse():
            raise PermissionError("no such process in this namespace")

        def same(pid):
            # In a namespace of its own the app has other process IDs: one that it may see is not the one meant.
            return os.path.exists(f"/proc/{pid}") and os.readlink("/proc/self/ns/pid") == os.readlink(f"/proc/{pid}/ns/pid")

        """ + "\n" + self
    }
}
