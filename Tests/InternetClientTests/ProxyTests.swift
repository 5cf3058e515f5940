// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import InternetClient
import Primitives
import Testing

/// Through a forward proxy that alone knows where names below .test are, and who wants a password.
@Suite struct ProxyTests {
    private static let proxy = """
        import base64, socket, sys, threading
        wanted = b"Basic " + base64.b64encode(b"user:hunter2")
        def pipe(source, target):
            try:
                while data := source.recv(65536): target.sendall(data)
            except OSError: pass
            try: target.shutdown(socket.SHUT_WR)
            except OSError: pass
        def serve(client):
            head = b""
            while b"\\r\\n\\r\\n" not in head: head += client.recv(1)
            lines = head.split(b"\\r\\n")
            method, target, _ = lines[0].split(b" ")
            if not any(l.lower().startswith(b"proxy-authorization:") and l.endswith(wanted) for l in lines):
                client.sendall(b"HTTP/1.1 407 No\\r\\nProxy-Authenticate: Basic\\r\\nContent-Length: 0\\r\\n\\r\\n")
                return client.close()
            authority = target if method == b"CONNECT" else target.split(b"/")[2]
            server = socket.create_connection(("127.0.0.1", int(authority.rsplit(b":", 1)[1])))
            if method == b"CONNECT":
                client.sendall(b"HTTP/1.1 200 Go\\r\\n\\r\\n")
            else:
                path = b"/" + target.split(b"/", 3)[3]
                kept = [l for l in lines[1:] if not l.lower().startswith(b"proxy-")]
                server.sendall(method + b" " + path + b" HTTP/1.1\\r\\nX-Via: proxy\\r\\n" + b"\\r\\n".join(kept))
            threading.Thread(target=pipe, args=(client, server)).start()
            pipe(server, client)
        listener = socket.create_server(("127.0.0.1", 0))
        print("port", listener.getsockname()[1], flush=True)
        while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """

    private func through(
        _ user: String, tls: TestCertificates.Kind?,
        _ body: @escaping @Sendable (InternetClient, Int) async throws -> Void
    ) async throws {
        try await InternetKit.withProgram("python3", ["-c", Self.proxy]) { proxy in
            let client = try await InternetKit.client { $0.proxy = .url(Redacted("http://\(user)@127.0.0.1:\(proxy)")) }
            try await TestServer.run(tls: tls) { exchange in
                let body = try await exchange.collectBody()
                try await exchange.respond(.text("\(exchange.request.headers["x-via"] ?? "tunnel") \(body.count)"))
            } _: { url in
                let port = url.split(separator: ":").last.flatMap { Int($0) } ?? 0
                try await body(client, port)
            }
        }
    }

    @Test func plainRequestsAreHandedToIt() async throws {
        try await through("user:hunter2", tls: nil) { client, port in
            let request = HTTPClientRequest(.post, "http://plain.test:\(port)/", body: .bytes([1, 2, 3]))
            let answer = try await InternetKit.text(try await client.send(request))
            #expect(answer == "proxy 3")
        }
    }

    @Test func secureOnesGoThroughATunnel() async throws {
        try await through("user:hunter2", tls: .other) { client, port in
            for _ in 0..<3 {
                let request = HTTPClientRequest(.put, "https://other.test:\(port)/", body: .bytes([1, 2, 3]))
                let answer = try await InternetKit.text(try await client.send(request))
                #expect(answer == "tunnel 3")
            }
            let failure = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.get, "https://site.test:\(port)/"))
            }
            #expect(failure?.code == .certificateNameMismatch)
        }
    }

    @Test func aProxyThatRefusesOrIsNotThereIsTold() async throws {
        try await through("user:wrong-hunter2", tls: .other) { client, port in
            let failure = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.get, "https://other.test:\(port)/"))
            }
            #expect(failure?.code == .proxyFailed)
            #expect(failure.map { !"\($0)".contains("hunter2") } == true)
        }
        let client = try await InternetKit.client { $0.proxy = .url(Redacted("http://u:hunter2@no-proxy.invalid:1")) }
        let failure = await InternetKit.failure {
            _ = try await client.send(HTTPClientRequest(.get, "http://plain.test/"))
        }
        #expect(failure?.code == .proxyFailed)
        #expect(failure.map { !"\($0)".contains("hunter2") } == true)
    }
}
