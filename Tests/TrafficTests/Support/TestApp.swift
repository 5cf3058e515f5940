// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import Traffic

/// A small web program in Python that answers with its own name.
///
/// `/slow` takes a second; `/stream` writes a line every 50 ms for ever; `/bad` is answered with 500 and `/none` not at
/// all; a POST is answered with its body's length.
struct TestApp: Sendable {
    let name: String
    let port: Int
    private let child: Child

    static func with<Value: Sendable>(
        _ name: String, _ body: (TestApp) async throws -> Value
    ) async throws -> Value {
        let app = try await TestApp(name: name)
        do {
            let value = try await body(app)
            await app.stop()
            return value
        } catch {
            await app.stop()
            throw error
        }
    }

    /// Several at once, by the names they answer with.
    static func with<Value: Sendable>(
        _ names: [String], _ body: ([TestApp]) async throws -> Value
    ) async throws -> Value {
        guard let last = names.last else { return try await body([]) }
        return try await with(Array(names.dropLast())) { others in
            try await with(last) { try await body(others + [$0]) }
        }
    }

    init(name: String) async throws {
        self.name = name
        port = PortProbe.findFree(in: 20_000...29_000, on: "127.0.0.1", random: .system) ?? 20_000
        child = try Child.spawn(
            Command(
                executable: "python3", arguments: ["-c", Self.program, name, String(port)],
                environment: ["PATH": "/usr/bin:/usr/local/bin:" + String(cString: getenv("PATH"))],
                output: .discarded))
        while PortProbe.isFree(port, on: "127.0.0.1") { try await TimeSource.system.sleep(for: .milliseconds(10)) }
    }

    func stop() async { await child.terminate(grace: .zero) }

    private static let program = """
        import sys, time
        from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            def do_GET(self):
                if self.path == "/stream":
                    self.send_response(200)
                    self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                    while True:
                        self.wfile.write(b"5\\r\\ntick\\n\\r\\n")
                        time.sleep(0.05)
                if self.path == "/slow":
                    time.sleep(1)
                if self.path == "/none":
                    self.close_connection = True
                elif self.path == "/bad":
                    self.send_error(500)
                elif self.path == "/headers":
                    self.answer("\\n".join(k.lower() + ": " + v for k, v in self.headers.items()))
                else:
                    self.answer(sys.argv[1])
            def do_POST(self):
                self.answer(str(len(self.rfile.read(int(self.headers["Content-Length"])))))
            def answer(self, text):
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *args):
                pass
        class Server(ThreadingHTTPServer):
            request_queue_size = 128
            daemon_threads = True
        Server(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
        """
}
