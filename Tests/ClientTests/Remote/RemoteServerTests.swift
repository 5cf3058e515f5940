// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import HTTPKit
import Model
import Primitives
import Synchronization
import Testing
import Wire

@Suite struct RemoteServerTests {
    @Test func theTokenGoesWithEveryRequest() async throws {
        let seen = Mutex<[String]>([])
        try await RemoteScript.with {
            $0.get("/v1/info") { exchange in
                seen.withLock { $0.append(exchange.request.headers["Authorization"] ?? "-") }
                try await exchange.respond(json: ScriptedServer.info)
            }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            #expect(try await client.info().version == "0.1.0")
            _ = try await RemoteScript.client(of: address, token: nil).info()
        }
        #expect(seen.withLock { $0 } == ["Bearer dxt_secret", "-"])
    }

    @Test func aServerThatNobodyVouchesForIsNotSpokenTo() async throws {
        let asked = Mutex(0)
        try await RemoteScript.with {
            $0.get("/v1/info") { exchange in
                asked.withLock { $0 += 1 }
                try await exchange.respond(json: ScriptedServer.info)
            }
        } _: { address in
            let untrusting = try ServerClient(remote: RemoteServer(address: address, token: Redacted("dxt_secret")))
            let failure = await #expect(throws: Failure.self) { try await untrusting.info() }
            #expect(failure?.code == .certificateUntrusted)
            let text = try #require(failure?.metadata.first { $0.key == "fingerprint" }?.value)
            #expect(failure?.hint?.contains("--fingerprint \(text)") == true)
            #expect(asked.withLock { $0 } == 0)

            let fingerprint = try #require(CertificateFingerprint(text))
            let pinning = try ServerClient(remote: RemoteServer(address: address, trust: .fingerprint(fingerprint)))
            #expect(try await pinning.info().pid == 1)
            let other = try #require(CertificateFingerprint(String(repeating: "00", count: 32)))
            let wrong = try ServerClient(remote: RemoteServer(address: address, trust: .fingerprint(other)))
            let change = await #expect(throws: Failure.self) { try await wrong.info() }
            #expect(change?.code == .certificateChanged)
        }
    }

    @Test func whoIsNotKnownIsToldToSignIn() async throws {
        try await RemoteScript.with {
            $0.get("/v1/info") { _ in throw Failure(FailureCode("unauthenticated", .unauthenticated), "who are you?") }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let failure = await #expect(throws: Failure.self) { try await client.info() }
            #expect(failure?.code.name == "unauthenticated")
            #expect(failure?.hint?.contains("expired or was revoked: run 'dextra login \(address)'") == true)
            let stranger = try await RemoteScript.client(of: address, token: nil)
            let other = await #expect(throws: Failure.self) { try await stranger.info() }
            #expect(other?.hint == "sign in with 'dextra login \(address)'")
        }
    }

    @Test func aServerThatIsNotThereIsUnreachable() async throws {
        let client = try ServerClient(remote: RemoteServer(address: try ServerAddress("http://127.0.0.1:1")))
        let failure = await #expect(throws: Failure.self) { try await client.info() }
        #expect(failure?.code == .serverUnreachable)
        #expect(failure?.message.contains("http://127.0.0.1:1") == true)
        let nameless = try ServerClient(remote: RemoteServer(address: try ServerAddress("https://nowhere.invalid")))
        let unknown = await #expect(throws: Failure.self) { try await nameless.info() }
        #expect(unknown?.code == .serverUnreachable)
    }

    @Test func aProxyWithNobodyBehindItCountsAsUnreachable() async throws {
        try await RemoteScript.with {
            $0.get("/v1/info") { try await $0.respond(HTTPResponse.text("<h1>503</h1>", status: 503)) }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let failure = await #expect(throws: Failure.self) { try await client.info() }
            #expect(failure?.code == .serverUnreachable)
        }
    }

    @Test(arguments: ["9.8.7", nil]) func anAnswerThatMakesNoSenseNamesTheVersions(_ version: String?) async throws {
        try await RemoteScript.with {
            $0.get("/v1/runs/:id") { exchange in
                let body = Array("[]".utf8)
                var headers: HTTPHeaders = ["Content-Type": "application/json"]
                if let version { headers.add("X-Dextra-Version", version) }
                try await exchange.start(200, headers: headers, length: body.count)
                try await exchange.write(body)
            }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let failure = await #expect(throws: Failure.self) { try await client.run("abc") }
            #expect(failure?.code == .unexpectedAnswer)
            #expect(failure?.metadata.first { $0.key == "server version" }?.value == version)
        }
    }

    @Test(arguments: [
        ("route_not_found", FailureCategory.notFound, true), ("unknown_member", .invalid, true),
        ("invalid_argument", .invalid, false),
    ]) func whatAnOlderServerDoesNotKnowNamesTheVersions(
        _ code: String, _ category: FailureCategory, _ isExplained: Bool
    ) async throws {
        try await RemoteScript.with {
            $0.get("/v1/runs/:id") { exchange in
                let body = Array(try JSONText.encode(Problem(Failure(FailureCode(code, category), "no"))).utf8)
                let headers: HTTPHeaders = ["Content-Type": Problem.contentType, "X-Dextra-Version": "0.0.9"]
                try await exchange.start(422, headers: headers, length: body.count)
                try await exchange.write(body)
            }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let failure = await #expect(throws: Failure.self) { try await client.run("abc") }
            #expect(failure?.code.name == code)
            #expect(failure?.metadata.contains { $0.key == "server version" && $0.value == "0.0.9" } == isExplained)
        }
    }

    private static func person(_ number: Int) throws -> User {
        let start = Timestamp(millisecondsSinceEpoch: 1_780_000_000_000)
        return User(
            id: UserID(at: start, random: (0, UInt64(number))), name: try UserName("user\(number)"), displayName: "",
            createdAt: start)
    }

    @Test func listsAreReadToTheirEnd() async throws {
        let asked = Mutex<[String]>([])
        try await RemoteScript.with {
            $0.get("/v1/users") { exchange in
                let cursor = exchange.request.query["cursor"]
                asked.withLock { $0.append("\(cursor ?? "-") \(exchange.request.query["limit"] ?? "-")") }
                let page = cursor == nil ? 0 : 2
                let items = [try Self.person(page), try Self.person(page + 1)]
                try await exchange.respond(json: Page(items: items, next: cursor == nil ? "a b/2" : nil))
            }
        } _: { address in
            let names = try await RemoteScript.client(of: address).users().map(\.name.text)
            #expect(names == ["user0", "user1", "user2", "user3"])
        }
        #expect(asked.withLock { $0 } == ["- 1000", "a b/2 1000"])
    }

    @Test func aListThatGoesRoundInACircleEnds() async throws {
        try await RemoteScript.with {
            $0.get("/v1/users") { try await $0.respond(json: Page(items: [User](), next: "again")) }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let failure = await #expect(throws: Failure.self) { try await client.users() }
            #expect(failure?.code == .unexpectedAnswer)
        }
    }

    @Test func aChangeIsBasedOnWhatWasRead() async throws {
        try await RemoteScript.with {
            $0.get("/v1/users/:user") { exchange in
                let body = Array(try JSONText.encode(try Self.person(1)).utf8)
                try await exchange.start(
                    200, headers: ["Content-Type": "application/json", "ETag": #""7""#], length: body.count)
                try await exchange.write(body)
            }
            $0.patch("/v1/users/:user") { exchange in
                guard exchange.request.headers["If-Match"] == #""7""# else {
                    throw Failure(FailureCode("precondition_failed", .conflict), "somebody was faster")
                }
                try await exchange.respond(json: UserAnswer(user: try Self.person(1)))
            }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let name = try UserName("user1")
            let read = try await client.user(name)
            _ = try await client.changeUser(name, ChangeUserRequest(), ifStill: read.mark)
            let failure = await #expect(throws: Failure.self) { try await client.changeUser(name, ChangeUserRequest()) }
            #expect(failure?.code.name == "precondition_failed")
        }
    }
}
