// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

@Suite struct DeviceLoginTests {
    private static let authorization = DeviceAuthorizationAnswer(
        deviceCode: "device", userCode: "ABCD-EFGH", verificationURI: "https://x/device",
        verificationURIComplete: "https://x/device?code=ABCD-EFGH", expiresIn: 600, interval: 5)

    private static func secret() throws -> CreatedToken {
        let start = Timestamp(millisecondsSinceEpoch: 1_780_000_000_000)
        return CreatedToken(
            token: APIToken(
                id: TokenID(at: start, random: (0, 1)), name: "laptop", owner: try UserName("ada"), scopes: [.view],
                createdAt: start, prefix: "dxt_abcd"),
            secret: "dxt_abcdefgh")
    }

    private final class Record: Sendable {
        let asked = Mutex<[Duration]>([])
        let outcome = Mutex<Result<CreatedToken, any Error>?>(nil)
    }

    /// Asks against the answers, one after the other; gives the outcome and the seconds between the questions.
    ///
    /// A nil answer is the token; the last one is given again and again.
    private static func outcome(
        _ answers: [Failure?], _ authorization: DeviceAuthorizationAnswer = authorization
    ) async throws -> (Result<CreatedToken, any Error>, [Int]) {
        let time = ManualTime()
        let record = Record()
        try await ScriptedServer.with {
            $0.post("/v1/device-authorizations/token") { exchange in
                let request = try await exchange.decodeBody(as: DeviceTokenRequest.self)
                #expect(request.deviceCode == "device")
                let number = record.asked.withLock { asked in
                    asked.append(time.source.uptime())
                    return asked.count - 1
                }
                if let failure = answers[min(number, answers.count - 1)] { throw failure }
                try await exchange.respond(json: try Self.secret(), status: .created)
            }
        } _: { client in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    let result: Result<CreatedToken, any Error>
                    do {
                        result = .success(
                            try await DeviceLogin(client: client, time: time.source).token(for: authorization))
                    } catch { result = .failure(error) }
                    record.outcome.withLock { $0 = result }
                }
                group.addTask {
                    while record.outcome.withLock({ $0 == nil }) {
                        if time.sleeperCount > 0 { time.advance(by: .seconds(1)) }
                        await Task.yield()
                    }
                }
                await group.waitForAll()
            }
        }
        let moments = record.asked.withLock { $0 }.map { $0.wholeMilliseconds / 1000 }
        let pauses = zip(moments, [0] + moments).map { $0 - $1 }
        return (try #require(record.outcome.withLock { $0 }), pauses)
    }

    private static let pending = Failure(FailureCode("authorization_pending", .usage), "not yet")
    private static let slower = Failure(FailureCode("slow_down", .unavailable), "slower")

    @Test func itAsksAtItsIntervalUntilSomebodySaysYes() async throws {
        let (outcome, pauses) = try await Self.outcome([Self.pending, Self.pending, nil])
        #expect(try outcome.get().secret == "dxt_abcdefgh")
        #expect(pauses == [5, 5, 5])
    }

    @Test func itAsksLessOftenWhenTheServerSaysSo() async throws {
        let (outcome, pauses) = try await Self.outcome([Self.slower, Self.pending, Self.slower, Self.pending, nil])
        #expect(try outcome.get().token.name == "laptop")
        #expect(pauses == [5, 10, 10, 15, 15])
    }

    @Test func aLongerPauseThatTheServerAsksForIsKept() async throws {
        var slower = Self.slower
        slower.retry = .after(.seconds(30))
        let (_, pauses) = try await Self.outcome([slower, nil])
        #expect(pauses == [5, 30])
    }

    @Test func aServerThatIsAwayForAWhileIsAskedAgain() async throws {
        let away = Failure(FailureCode("database_unavailable", .unavailable), "in a moment")
        let (outcome, pauses) = try await Self.outcome([away, away, nil])
        #expect(try outcome.get().secret == "dxt_abcdefgh")
        #expect(pauses == [5, 10, 20])
    }

    @Test(arguments: [
        ("access_denied", FailureCategory.forbidden), ("expired_token", .usage), ("invalid_device_code", .invalid),
    ]) func aRefusalEndsIt(_ code: String, _ category: FailureCategory) async throws {
        let (outcome, pauses) = try await Self.outcome([Self.pending, Failure(FailureCode(code, category), "no")])
        let failure = #expect(throws: Failure.self) { try outcome.get() }
        #expect(failure?.code.name == code)
        #expect(pauses == [5, 5])
    }

    @Test func nobodyIsWaitedForLongerThanTheCodeIsGood() async throws {
        var authorization = Self.authorization
        authorization.expiresIn = 17
        let (outcome, pauses) = try await Self.outcome([Self.pending], authorization)
        let failure = #expect(throws: Failure.self) { try outcome.get() }
        #expect(failure?.code.name == "expired_token")
        #expect(pauses == [5, 5, 5])
    }
}
