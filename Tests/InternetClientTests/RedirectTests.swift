// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import InternetClient
import Primitives
import Testing

@Suite struct RedirectTests {
    /// `/to/<status>/<…>` redirects to the query `to`; everything else says what it was asked.
    private static let handler: HTTPHandler = { exchange in
        let request = exchange.request
        let parts = request.path.split(separator: "/")
        if parts.first == "endless" {
            return try await exchange.respond(HTTPResponse(.found, headers: ["Location": "endless"]))
        }
        if parts.first == "to", let status = Int(parts[1]), let target = request.query["to"] {
            let response = HTTPResponse(HTTPStatus(status), headers: ["Location": target], body: [1, 2, 3])
            return try await exchange.respond(response)
        }
        let body = try await exchange.collectBody().count
        let fields = ["authorization", "cookie", "x-key", "accept", "content-type"].map {
            request.headers[$0] ?? "-"
        }
        try await exchange.respond(
            .text("\(request.method) \(request.target) \(body) \(fields.joined(separator: " "))"))
    }

    private static let headers: HTTPHeaders = [
        "Authorization": "a", "Cookie": "c", "X-Key": "k", "Accept": "text/plain", "Content-Type": "t",
    ]

    private func served(_ body: @escaping @Sendable (InternetClient, String) async throws -> Void) async throws {
        try await TestServer.run(tls: nil, handler: Self.handler) { url in
            try await body(try await InternetKit.client { $0.redirects = 3 }, url)
        }
    }

    @Test func methodAndBodyFollowTheStatus() async throws {
        try await served { client, url in
            let cases: [(HTTPMethod, Int, String)] = [
                (.get, 301, "GET /end 0"), (.get, 307, "GET /end 0"), (.post, 301, "GET /end 0"),
                (.post, 303, "GET /end 0"), (.put, 303, "GET /end 0"), (.post, 307, "POST /end 2"),
                (.put, 308, "PUT /end 2"), (.put, 302, "PUT /end 2"),
            ]
            for (method, status, expected) in cases {
                let body: HTTPClientRequest.Body = method == .get ? .none : .bytes([1, 2])
                let response = try await client.send(
                    HTTPClientRequest(method, "\(url)/to/\(status)?to=/end", body: body))
                #expect(try await InternetKit.text(response).hasPrefix(expected), "\(method) \(status)")
            }
        }
    }

    @Test func credentialsStayWithTheServerTheyAreFor() async throws {
        try await served { client, url in
            let same = try await client.send(
                HTTPClientRequest(.get, url + "/to/302?to=/end", headers: Self.headers))
            #expect(try await InternetKit.text(same) == "GET /end 0 a c k text/plain t")
            let elsewhere = url.replacing("127.0.0.1", with: "localhost") + "/end"
            let other = try await client.send(
                HTTPClientRequest(.get, "\(url)/to/302?to=\(elsewhere)", headers: Self.headers))
            #expect(try await InternetKit.text(other) == "GET /end 0 - - - text/plain t")
            let user = url.replacing("http://", with: "http://user:secret@")
            let named = try await client.send(HTTPClientRequest(.get, "\(user)/to/302?to=\(elsewhere)"))
            #expect(try await InternetKit.text(named).hasPrefix("GET /end 0 - "))
        }
    }

    @Test func redirectsAreBounded() async throws {
        try await served { client, url in
            let endless = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.get, url + "/endless"))
            }
            #expect(endless?.code == .tooManyRedirects)
            let none = try await InternetKit.client { $0.redirects = 0 }
                .send(HTTPClientRequest(.get, url + "/to/302?to=/end"))
            #expect(none.status.code == 302)
        }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
    func nothingLeadsOutOfTheWeb(_ target: String) async throws {
        try await served { client, url in
            let failure = await InternetKit.failure {
                _ = try await client.send(HTTPClientRequest(.get, "\(url)/to/302?to=\(target)"))
            }
            #expect(failure?.code == .redirectRefused)
        }
    }

    @Test func nothingLeadsAwayFromTLS() async throws {
        try await TestServer.run(tls: .local, handler: Self.handler) { url in
            let failure = await InternetKit.failure {
                _ = try await InternetKit.client().send(
                    HTTPClientRequest(.get, "\(url)/to/302?to=http://127.0.0.1/secret"))
            }
            #expect(failure?.code == .redirectRefused)
            #expect(failure?.message.contains("secret") == false)
        }
    }

    @Test func aBodyThatCanBeSentOnceIsNotSentTwice() async throws {
        try await served { client, url in
            let failure = await InternetKit.failure {
                _ = try await client.send(
                    HTTPClientRequest(.post, url + "/to/307?to=/end", body: .stream(length: nil) { nil }))
            }
            #expect(failure?.code == .redirectRefused)
        }
    }
}
