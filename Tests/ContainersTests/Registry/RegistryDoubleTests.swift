// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import HTTP
import Primitives
import Synchronization
import TestKit
import Testing

/// A double of a registry with a token service, made from distribution's specification: Debian's can only check
/// passwords here.
@Suite(.timeLimit(.minutes(1))) struct RegistryDoubleTests {

    /// Answers with a challenge until a token comes, and gives tokens `t1`, `t2`, … that live as long as told.
    private static func with(
        lifetime: Int? = nil, accepts: String? = nil, manifest: @escaping HTTPHandler,
        _ body: @Sendable @escaping (String, Recorded<String>) async throws -> Void
    ) async throws {
        let seen = Recorded<String>()
        let place = Mutex("")
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tcp(host: "127.0.0.1", port: 0)], threads: 1, grace: .milliseconds(100))
        ) { exchange in
            let sent = exchange.request.headers["Authorization"]
            if exchange.request.path == "/token" {
                let form = String(decoding: try await exchange.collectBody(), as: UTF8.self)
                seen.add(
                    "token " + form
                        + exchange.request.query.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: ", "))
                guard accepts == nil || sent == accepts else {
                    return try await exchange.respond(json: [:] as JSONValue, status: 401)
                }
                let number = seen.all.count { $0.hasPrefix("token") }
                var json: [String: JSONValue] = ["access_token": .string("t\(number)")]
                json["expires_in"] = lifetime.map { .integer(Int64($0)) }
                return try await exchange.respond(json: json)
            }
            seen.add("\(exchange.request.method) \(sent ?? "-")")
            guard sent?.hasPrefix("Bearer t") == true else {
                var response = HTTPResponse.text("{}")
                response.status = 401
                let realm = "http://\(place.withLock(\.self))/token"
                response.headers.set(
                    "WWW-Authenticate",
                    "Bearer realm=\"\(realm)\",service=\"the \\\"double\\\"\",scope=\"repository:a/b:pull\"")
                return try await exchange.respond(response)
            }
            try await manifest(exchange)
        }
        guard case .tcp(let host, let port) = try server.bind()[0] else { return }
        place.withLock { $0 = "\(host):\(port)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(place.withLock(\.self), seen)
        }
    }

    private static let digest = "sha256:" + String(repeating: "cd", count: 32)

    @Test func getsATokenAndKeepsItWhileItLives() async throws {
        let time = ManualTime()
        try await Self.with(lifetime: 100) { exchange in
            var response = HTTPResponse.text("")
            response.headers.set("Docker-Content-Digest", Self.digest)
            try await exchange.respond(response)
        } _: { host, seen in
            let registry = try RegistryClient(host, time: time.source)
            let image = try ImageReference("\(host)/a/b:1")
            #expect(try await registry.digest(of: image) == Self.digest)
            #expect(try await registry.digest(of: image) == Self.digest)
            #expect(
                seen.all == [
                    "HEAD -", "token service=the \"double\", scope=repository:a/b:pull", "HEAD Bearer t1",
                    "HEAD Bearer t1",
                ])
            time.advance(by: .seconds(95))
            #expect(try await registry.digest(of: image) == Self.digest)
            #expect(seen.all.suffix(2).last == "HEAD Bearer t2")
        }
    }

    @Test func showsItsLoginToTheTokenServiceOnly() async throws {
        let basic = "Basic " + Data("ali:secret".utf8).base64EncodedString()
        try await Self.with(accepts: basic) {
            try await $0.respond(json: ["tags": ["x"]])
        } _: { host, seen in
            let login = RegistryLogin(registry: host, secret: .password(username: "ali", Redacted("secret")))
            let registry = try RegistryClient(host, login: login)
            #expect(try await registry.tags(of: "a/b") == ["x"])
            #expect(!seen.all.contains { $0.contains("Basic") })
            let wrong = RegistryLogin(registry: host, secret: .password(username: "ali", Redacted("no")))
            await expectFailure(.registryUnauthorized) {
                _ = try await RegistryClient(host, login: wrong).tags(of: "a/b")
            }
        }
    }

    @Test func tradesAnIdentityTokenForAnother() async throws {
        try await Self.with {
            try await $0.respond(json: ["tags": ["x"]])
        } _: { host, seen in
            let login = RegistryLogin(registry: host, secret: .identityToken(Redacted("re/fresh")))
            let registry = try RegistryClient(host, login: login)
            #expect(try await registry.tags(of: "a/b") == ["x"])
            #expect(
                seen.all[1] == "token service=the%20%22double%22&scope=repository%3Aa%2Fb%3Apull"
                    + "&grant_type=refresh_token&client_id=dextra&refresh_token=re%2Ffresh")
        }
    }

    @Test func followsPages() async throws {
        try await Self.with { exchange in
            let last = exchange.request.query["last"]
            var response = try HTTPResponse.json(["tags": [last == "b" ? "c" : last == "a" ? "b" : "a"]])
            if last == nil {
                response.headers.set("Link", "</v2/a/b/tags/list?last=a&n=1>; rel=\"next\"")
            } else if last == "a" {
                response.headers.set("Link", "<http://else.example/v2/a/b/tags/list?last=b&n=1>; rel=\"next\"")
            }
            try await exchange.respond(response)
        } _: { host, _ in
            let registry = try RegistryClient(host)
            #expect(try await registry.tags(of: "a/b") == ["a", "b", "c"])
        }
    }

    @Test(arguments: [
        (429, FailureCode.registryRateLimited), (403, .registryUnauthorized), (503, .registryUnavailable),
        (400, .registryRefused),
    ])
    func namesRefusals(status: Int, code: FailureCode) async throws {
        try await Self.with { exchange in
            var response = try HTTPResponse.json(
                ["errors": [["code": "DENIED", "message": "no"]]], status: HTTPStatus(status))
            response.headers.set("Retry-After", "7")
            try await exchange.respond(response)
        } _: { host, _ in
            let image = try ImageReference("\(host)/a/b:1")
            let failure = await expectFailure(code) { _ = try await RegistryClient(host).manifest(of: image) }
            if status == 429 { #expect(failure?.retry == .after(.seconds(7))) }
        }
    }

    @Test func noticesBytesThatAreNotTheDigests() async throws {
        try await Self.with {
            try await $0.respond(HTTPResponse.text("something else"))
        } _: { host, _ in
            let image = try ImageReference("\(host)/a/b@\(Self.digest)")
            await expectFailure(.digestMismatch) { _ = try await RegistryClient(host).manifest(of: image) }
        }
    }
}
