// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import InternetClient
import Primitives
import Processes
import Synchronization
import Testing

@Suite struct InternetClientTests {
    private static let echo: HTTPHandler = { exchange in
        try await exchange.start(headers: ["X-Method": exchange.request.method.rawValue])
        while let chunk = try await exchange.nextBody() { try await exchange.write(chunk) }
    }

    @Test(arguments: [nil, .local] as [TestCertificates.Kind?], [true, false])
    func bodiesStreamBothWays(tls: TestCertificates.Kind?, knowsLength: Bool) async throws {
        let sent = (0..<64).map { [UInt8](repeating: UInt8($0), count: 30_000 + $0) }
        let whole = Array(sent.joined())
        try await TestServer.run(tls: tls, handler: Self.echo) { url in
            let client = try await InternetKit.client()
            let parts = Mutex(sent[...])
            let stream = HTTPClientRequest.Body.stream(length: knowsLength ? whole.count : nil) {
                parts.withLock { $0.popFirst() }
            }
            let response = try await client.send(HTTPClientRequest(.post, url + "/", body: stream))
            #expect(response.status == .ok)
            #expect(try await response.collect() == whole)
            let bytes = try await client.send(HTTPClientRequest(.put, url + "/", body: .bytes(whole)))
            #expect(bytes.headers["x-method"] == "PUT")
            #expect(try await bytes.collect() == whole)
        }
    }

    @Test func methodsAndFieldsArriveAsTheyAre() async throws {
        try await TestServer.run(tls: nil) { exchange in
            let request = exchange.request
            let fields = ["x-one", "x-empty", "content-length", "user-agent", "expect", "authorization"].map {
                "\($0)=\(request.headers[$0] ?? "none")"
            }
            try await exchange.respond(.text("\(request.method) \(request.target) \(fields.joined(separator: " "))"))
        } _: { url in
            let client = try await InternetKit.client { $0.userAgent = "test/1" }
            let headers: HTTPHeaders = ["X-One": "a; b", "X-Empty": ""]
            let common = "x-one=a; b x-empty="
            let get = try await client.send(HTTPClientRequest(.get, url + "/a?b=c%20d#e", headers: headers))
            #expect(
                try await InternetKit.text(get)
                    == "GET /a?b=c%20d \(common) content-length=none user-agent=test/1 expect=none authorization=none")
            let post = try await client.send(HTTPClientRequest(.post, url + "/", headers: headers))
            #expect(try await InternetKit.text(post).contains("POST / \(common) content-length=0 "))
            let delete = try await client.send(HTTPClientRequest(.delete, url + "/x"))
            #expect(try await InternetKit.text(delete).hasPrefix("DELETE /x "))
            let head = try await client.send(HTTPClientRequest(.head, url + "/x"))
            #expect(head.status == .ok)
            #expect(try await head.collect() == [])
            let user = try await client.send(
                HTTPClientRequest(.get, url.replacing("http://", with: "http://a:b@") + "/"))
            #expect(try await InternetKit.text(user).contains("authorization=Basic "))
        }
    }

    @Test func aSlowReaderHoldsTheServerBack() async throws {
        let written = Tally()
        let total = 64 << 20
        try await TestServer.run(tls: .local) { exchange in
            try await exchange.start(length: total)
            let part = [UInt8](repeating: 1, count: 1 << 20)
            for _ in 0..<64 {
                try await exchange.write(part)
                await written.add(part.count)
            }
        } _: { url in
            let response = try await InternetKit.client().send(HTTPClientRequest(.get, url + "/"))
            // Until nothing moves any more.
            var before = -1
            while await written.count != before {
                before = await written.count
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(before < total / 2)
            var received = 0
            while let chunk = try await response.nextBody() {
                received += chunk.count
                #expect(chunk.count <= 1 << 20)
            }
            #expect(received == total)
        }
    }

    @Test func aServerThatDoesNotReadHoldsTheProducerBack() async throws {
        let produced = Tally()
        let go = Tally()
        try await TestServer.run(tls: nil) { exchange in
            while await go.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
            var count = 0
            while let chunk = try await exchange.nextBody() { count += chunk.count }
            try await exchange.respond(.text(String(count)))
        } _: { url in
            let client = try await InternetKit.client()
            async let answer = client.send(
                HTTPClientRequest(
                    .post, url + "/",
                    body: .stream(length: nil) {
                        guard await produced.count < 64 << 20 else { return nil }
                        await produced.add(1 << 20)
                        return [UInt8](repeating: 1, count: 1 << 20)
                    }))
            var before = -1
            while await produced.count != before || before == 0 {
                before = await produced.count
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(before < 32 << 20)
            await go.add()
            #expect(try await InternetKit.text(try await answer) == String(64 << 20))
        }
    }

    @Test func connectionsAreKeptForWhatMayBeRepeated() async throws {
        try await TestServer.run(tls: .local) { exchange in
            try await exchange.respond(.text("\(exchange.request.peer)"))
        } _: { url in
            let client = try await InternetKit.client()
            var peers: Set<String> = []
            var timings: InternetTimings?
            for _ in 0..<5 {
                let response = try await client.send(HTTPClientRequest(.get, url + "/"))
                peers.insert(try await InternetKit.text(response))
                timings = timings ?? response.timings
            }
            #expect(peers.count == 1)
            peers.insert(try await InternetKit.text(try await client.send(HTTPClientRequest(.post, url + "/"))))
            #expect(peers.count == 2)
            let first = try #require(timings)
            #expect(first.lookup <= first.connect)
            #expect(first.connect < first.secure)
            #expect(first.secure < first.firstByte)
            #expect(first.firstByte <= first.total)
        }
    }

    @Test func compressedBodiesAreDecodedWithinTheLimit() async throws {
        let bomb = try await Child.collect(
            Command(
                executable: "sh", arguments: ["-c", "head -c 100000000 /dev/zero | gzip"],
                environment: InternetKit.environment)
        ).output
        try await TestServer.run(tls: nil) { exchange in
            switch exchange.request.path {
            case "/br":
                // brotli's form of "hello"
                let body: [UInt8] = [0x0B, 0x02, 0x80, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x03]
                try await exchange.respond(HTTPResponse(headers: ["Content-Encoding": "br"], body: body))
            case "/broken":
                try await exchange.respond(
                    HTTPResponse(headers: ["Content-Encoding": "gzip"], body: Array("no gzip".utf8)))
            default: try await exchange.respond(HTTPResponse(headers: ["Content-Encoding": "gzip"], body: bomb))
            }
        } _: { url in
            let client = try await InternetKit.client { $0.bodyBytes = 1 << 20 }
            let brotli = try await client.send(HTTPClientRequest(.get, url + "/br"))
            #expect(!brotli.headers.contains("Content-Encoding"))
            #expect(!brotli.headers.contains("Content-Length"))
            #expect(try await InternetKit.text(brotli) == "hello")
            let broken = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.get, url + "/broken")).collect()
            }
            #expect(broken?.code == .invalidResponse)
            let tooLarge = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.get, url + "/bomb")).collect(upTo: .max)
            }
            #expect(tooLarge?.code == .responseTooLarge)
            // Who asks for a coding gets it as it is.
            let raw = try await client.send(
                HTTPClientRequest(.get, url + "/bomb", headers: ["Accept-Encoding": "gzip"]))
            #expect(try await raw.collect() == bomb)
            let all = try await InternetKit.client().send(HTTPClientRequest(.get, url + "/bomb"))
            #expect(try await all.collect(upTo: .max).count == 100_000_000)
        }
    }

    @Test func aResponseOutlivesItsClientAndADroppedOneEnds() async throws {
        try await TestServer.run(tls: nil) { exchange in
            try await exchange.start()
            for _ in 0..<100 { try await exchange.write([UInt8](repeating: 1, count: 50_000)) }
        } _: { url in
            let response = try await InternetKit.client().send(HTTPClientRequest(.get, url + "/"))
            #expect(try await response.collect().count == 5_000_000)
            for _ in 0..<20 { _ = try await InternetKit.client().send(HTTPClientRequest(.get, url + "/")).status }
        }
    }

    @Test func manyAtOnce() async throws {
        try await TestServer.run(tls: nil, handler: Self.echo) { url in
            let client = try await InternetKit.client()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let body = Array("\(number)".utf8)
                        let response = try await client.send(HTTPClientRequest(.put, url + "/", body: .bytes(body)))
                        return try await response.collect() == body
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }
}
