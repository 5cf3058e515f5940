// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import HTTPKit
import Primitives
import Processes
import TestKit
import Testing

/// Our server with other people's clients, and our client with their servers.
@Suite struct TLSInteroperabilityTests {
    private static let environment = ["PATH": "/usr/bin:/bin"]

    private static let echo: HTTPHandler = { exchange in
        try await exchange.start()
        while let chunk = try await exchange.nextBody() { try await exchange.write(chunk) }
    }

    @Test(arguments: ["--tlsv1.3", "--tls-max 1.2"]) func curlSendsAndGetsALargeBody(version: String) async throws {
        let made = try await TestCertificates.shared()
        try await TemporaryDirectory.with { directory in
            let content = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 13 ^ $0 >> 9) })
            #expect(FileManager.default.createFile(atPath: directory + "/body", contents: content))
            try await LiveServer.tls(handler: Self.echo) { endpoint in
                let outcome = try await Child.collect(
                    Command(
                        executable: "curl",
                        arguments: ["-sS", "--cacert", made.authority] + version.split(separator: " ").map(String.init)
                            + [
                                "--data-binary", "@\(directory)/body", "-o", directory + "/copy",
                                "https://\(endpoint)/",
                            ], environment: Self.environment))
                #expect(outcome.status.isSuccess, "\(String(decoding: outcome.error, as: UTF8.self))")
            }
            #expect(FileManager.default.contents(atPath: directory + "/copy") == content)
        }
    }

    @Test func sClientResumesItsSession() async throws {
        let made = try await TestCertificates.shared()
        try await LiveServer.tls(handler: { try await $0.respond(.text("hello")) }) { endpoint in
            // s_client keeps the session of its first connection for the five that follow.
            let outcome = try await Child.collect(
                Command(
                    executable: "openssl",
                    arguments: [
                        "s_client", "-connect", "\(endpoint)", "-CAfile", made.authority, "-verify_return_error",
                        "-no_tls1_3", "-reconnect",
                    ], environment: Self.environment), timeout: .seconds(20))
            let text = String(decoding: outcome.output, as: UTF8.self)
            #expect(text.components(separatedBy: "Reused, TLSv1.2").count == 6)
            #expect(text.contains("Verification: OK"))
            #expect(text.contains("Compression: NONE"))
        }
    }

    @Test func ourClientReadsFromSServer() async throws {
        let made = try await TestCertificates.shared()
        let files = made.files(.local)
        try await withServer(
            "openssl",
            ["s_server", "-accept", "127.0.0.1:0", "-www", "-cert", files.chain, "-key", files.key],
            announcing: "ACCEPT 127.0.0.1:"
        ) { port in
            let client = try await HTTPClient.trusting()
            for _ in 0..<3 {
                let response = try await client.request(
                    to: .tls(host: "127.0.0.1", port: port), HTTPClientRequest(.get, "/"))
                #expect(response.status == .ok)
                #expect(String(decoding: try await response.collect(), as: UTF8.self).contains("TLSv1.3"))
            }
        }
    }

    @Test(arguments: [true, false]) func pythonAsksForOurCertificate(shows: Bool) async throws {
        let made = try await TestCertificates.shared()
        let files = made.files(.local)
        let script = """
            import http.server, ssl, sys
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = "HTTP/1.1"
                def do_POST(self):
                    body = self.rfile.read(int(self.headers["Content-Length"]))
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *_): pass
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[1], sys.argv[2])
            context.load_verify_locations(sys.argv[3])
            context.verify_mode = ssl.CERT_REQUIRED
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
            server.handle_error = lambda *_: None
            print("port", server.server_address[1], flush=True)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            server.serve_forever()
            """
        try await withServer("python3", ["-c", script, files.chain, files.key, made.authority], announcing: "port ") {
            port in
            let client = HTTPClient(trust: try made.trust(showing: shows ? .client : nil))
            let body = [UInt8](repeating: 7, count: 2_000_000)
            let request = HTTPClientRequest(.post, "/", body: .bytes(body))
            if shows {
                let response = try await client.request(to: .tls(host: "localhost", port: port), request)
                #expect(try await response.collect() == body)
            } else {
                let failure = await #expect(throws: Failure.self) {
                    try await client.request(to: .tls(host: "localhost", port: port), request).collect()
                }
                // Told only after the client's part of the handshake is done.
                #expect([.tlsHandshakeFailed, .connectionClosed].contains(failure?.code))
            }
        }
    }

    /// Runs a program until the closure is done, which it starts with the port that the program announces.
    private func withServer(
        _ executable: String, _ arguments: [String], announcing prefix: String, _ body: (Int) async throws -> Void
    ) async throws {
        let child = try Child.spawn(
            Command(executable: executable, arguments: arguments, environment: Self.environment, output: .merged))
        var text = ""
        var port: Int?
        for await chunk in child.output {
            text += String(decoding: chunk.bytes, as: UTF8.self)
            guard let start = text.firstRange(of: prefix)?.upperBound, text[start...].contains("\n") else { continue }
            port = Int(text[start...].prefix { $0.isNumber })
            break
        }
        do { try await body(try #require(port, "\(text)")) } catch {
            await child.terminate()
            throw error
        }
        await child.terminate()
    }
}
