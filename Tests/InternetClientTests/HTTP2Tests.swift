// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import HTTP
import HTTPKit
import InternetClient
import Primitives
import Processes
import TestKit
import Testing

/// Against nginx, which speaks HTTP/2.
@Suite(.enabled(if: access("/usr/sbin/nginx", X_OK) == 0)) struct HTTP2Tests {
    @Test func requestsOneAfterAnotherShareAConnection() async throws {
        try await withServer { url in
            let client = try await InternetKit.client()
            let first = try await InternetKit.text(try await client.send(HTTPClientRequest(.get, url + "/who")))
            #expect(first.hasPrefix("HTTP/2.0 "))
            for _ in 0..<10 {
                let next = try await InternetKit.text(try await client.send(HTTPClientRequest(.get, url + "/who")))
                #expect(next == first)
            }
        }
    }

    @Test func manyRequestsAtOnceAreAllAnswered() async throws {
        try await withServer { url in
            let client = try await InternetKit.client()
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await InternetKit.text(try await client.send(HTTPClientRequest(.get, url + "/who")))
                    }
                }
                for try await answer in group { #expect(answer.hasPrefix("HTTP/2.0 ")) }
            }
        }
    }

    @Test func slowReadersDelayNobodyElse() async throws {
        try await withServer { url in
            let client = try await InternetKit.client()
            var slow: [InternetResponse] = []
            for _ in 0..<4 {
                let response = try await client.send(HTTPClientRequest(.get, url + "/large"))
                #expect(response.headers["content-length"] == "30000000")
                slow.append(response)
                let quick = try await client.send(HTTPClientRequest(.get, url + "/who"))
                #expect(try await InternetKit.text(quick).hasPrefix("HTTP/2.0 "))
            }
            for response in slow {
                var received = 0
                while let chunk = try await response.nextBody() { received += chunk.count }
                #expect(received == 30_000_000)
            }
        }
    }

    private func withServer(_ body: (String) async throws -> Void) async throws {
        let files = try await TestCertificates.shared().files(.local)
        try await TemporaryDirectory.with { directory in
            let port = try Self.freePort()
            let configuration = """
                daemon off; master_process off; error_log stderr; pid \(directory)/pid;
                events {}
                http {
                    access_log off; client_body_temp_path \(directory); proxy_temp_path \(directory);
                    fastcgi_temp_path \(directory); uwsgi_temp_path \(directory); scgi_temp_path \(directory);
                    server {
                        listen 127.0.0.1:\(port) ssl http2;
                        ssl_certificate \(files.chain); ssl_certificate_key \(files.key);
                        root \(directory);
                        location /who { return 200 "$server_protocol $connection"; }
                    }
                }
                """
            let large = Data(repeating: 7, count: 30_000_000)
            #expect(FileManager.default.createFile(atPath: directory + "/large", contents: large))
            #expect(FileManager.default.createFile(atPath: directory + "/conf", contents: Data(configuration.utf8)))
            let child = try Child.spawn(
                Command(
                    executable: "/usr/sbin/nginx", arguments: ["-c", directory + "/conf", "-e", "stderr"],
                    output: .discarded))
            let client = try await InternetKit.client()
            let url = "https://127.0.0.1:\(port)"
            for _ in 0..<500 {
                if (try? await client.send(HTTPClientRequest(.get, url + "/who"))) != nil { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            do { try await body(url) } catch {
                await child.terminate()
                throw error
            }
            await child.terminate()
        }
    }

    /// One that the kernel has just given, and that is free again.
    private static func freePort() throws -> Int {
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)])
        ) { _ in }
        guard case .tcp(_, let port) = try server.bind()[0] else { return 0 }
        return port
    }
}
