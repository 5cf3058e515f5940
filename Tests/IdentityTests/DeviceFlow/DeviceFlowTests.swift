// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

@Suite struct DeviceFlowTests {
    private let page = "https://deploy.example.com/device"

    private func begin(
        _ service: DeviceAuthorizationService, from address: String? = "192.0.2.1"
    ) async throws -> DeviceAuthorizationAnswer {
        try await service.begin(
            DeviceAuthorizationRequest(clientName: "dextra on laptop"), page: page, address: address)
    }

    private func poll(_ service: DeviceAuthorizationService, _ answer: DeviceAuthorizationAnswer) async -> FailureCode?
    {
        await code { try await service.poll(Redacted(answer.deviceCode), from: "192.0.2.1") }
    }

    @Test func `a program gets one token of who lets it in, for what they say`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let shop = try await fixture.project("shop")
            let ann = try await fixture.user("ann", [Grant(.admin)])
            let session = try await fixture.session(ann)
            let answer = try await begin(service)
            #expect(answer.expiresIn == 600 && answer.interval == 5)
            #expect(answer.verificationURIComplete == "\(page)?code=\(answer.userCode)")
            #expect(try /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.wholeMatch(in: answer.userCode) != nil)
            #expect(await poll(service, answer) == .authorizationPending)

            let typed = answer.userCode.lowercased().filter { $0 != "-" }
            let shown = try await service.find(typed, by: session)
            #expect(shown.clientName == "dextra on laptop" && shown.address == "192.0.2.1")
            let approved = try await service.approve(
                answer.userCode, DeviceApproval(scopes: [.view, .deploy], projects: [shop.name], expiresInDays: 7),
                by: session)
            #expect(approved == "dextra on laptop")
            let created = try await service.poll(Redacted(answer.deviceCode), from: "192.0.2.1")
            #expect(created.token.name == "dextra on laptop" && created.token.owner == ann.name)
            #expect(created.token.expiresAt == fixture.time.now + .seconds(7 * 86_400))
            let principal = try await fixture.principal(created.secret)
            #expect(principal.may(.deploy, on: shop) && !principal.may(.operate, on: shop) && !principal.may(.view))
            #expect(try await fixture.events.read(after: nil).map(\.type) == ["token.created"])

            let entries = try await fixture.audit.list(AuditFilter())
            #expect(entries.map(\.subject) == ["token/\(created.token.id)"])
            #expect(entries.first?.actor == "ann" && entries.first?.outcome == .succeeded)

            #expect(await poll(service, answer) == .expiredToken)
            #expect(await code { try await service.find(answer.userCode, by: session) } == .deviceAuthorizationNotFound)
        }
    }

    @Test func `two polls at once give one token`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let session = try await fixture.session(try await fixture.user("ann"))
            let answer = try await begin(service)
            try await service.approve(answer.userCode, DeviceApproval(scopes: [.view]), by: session)
            let made = await withTaskGroup { group in
                for _ in 1...8 {
                    group.addTask {
                        (try? await service.poll(Redacted(answer.deviceCode), from: "192.0.2.1")) != nil ? 1 : 0
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(made == 1)
        }
    }

    @Test func `who asks too often waits five seconds longer each time, up to a minute`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let answer = try await begin(service)
            #expect(await poll(service, answer) == .authorizationPending)
            for interval in [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 60] {
                fixture.time.advance(by: .seconds(4))
                do {
                    _ = try await service.poll(Redacted(answer.deviceCode), from: "192.0.2.1")
                } catch let failure as Failure {
                    #expect(failure.code == .slowDown && failure.retry == .after(.seconds(interval)))
                }
            }
            fixture.time.advance(by: .seconds(60))
            #expect(await poll(service, answer) == .authorizationPending)
            fixture.time.advance(by: .seconds(59))
            #expect(await poll(service, answer) == .slowDown)
        }
    }

    @Test func `a code ends after ten minutes, for the program and for people`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let session = try await fixture.session(try await fixture.user("ann"))
            let (late, approved) = (try await begin(service), try await begin(service))
            try await service.approve(approved.userCode, DeviceApproval(scopes: [.view]), by: session)
            fixture.time.advance(by: .seconds(600))
            for answer in [late, approved] { #expect(await poll(service, answer) == .expiredToken) }
            for answer in [late, approved] {
                let approval = DeviceApproval(scopes: [.view])
                #expect(
                    await code { try await service.approve(answer.userCode, approval, by: session) }
                        == .deviceAuthorizationNotFound)
            }
        }
    }

    @Test func `who was denied hears of it once`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let session = try await fixture.session(try await fixture.user("ann"))
            let answer = try await begin(service)
            try await service.deny(answer.userCode, by: session)
            let approval = DeviceApproval(scopes: [.view])
            #expect(
                await code { try await service.approve(answer.userCode, approval, by: session) }
                    == .deviceAuthorizationNotFound)
            #expect(await poll(service, answer) == .accessDenied)
            #expect(await poll(service, answer) == .expiredToken)
        }
    }

    @Test func `nobody lets a program do what they may not, and only on the page`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let session = try await fixture.session(try await fixture.user("ann", [Grant(.deployer)]))
            let answer = try await begin(service)
            for scope in [Permission.operate, .administer, .own] {
                let approval = DeviceApproval(scopes: [.view, scope])
                #expect(
                    await code { try await service.approve(answer.userCode, approval, by: session) } == .scopeTooWide)
            }
            let token = try await fixture.tokens.create(CreateTokenRequest(name: "x", scopes: [.view]), by: session)
            let short = try await fixture.accessTokens.issue(AccessTokenRequest(), to: session)
            for principal in [
                try await fixture.principal(token.secret), try await fixture.principal(short.accessToken), .local,
            ] {
                let approval = DeviceApproval(scopes: [.view])
                #expect(
                    await code { try await service.approve(answer.userCode, approval, by: principal) }
                        == .permissionDenied)
                #expect(await code { try await service.find(answer.userCode, by: principal) } == .permissionDenied)
                #expect(await code { try await service.deny(answer.userCode, by: principal) } == .permissionDenied)
            }
            #expect(await poll(service, answer) == .authorizationPending)
        }
    }

    @Test func `a program gets nothing when who let it in was disabled meanwhile`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let ann = try await fixture.user("ann")
            let answer = try await begin(service)
            try await service.approve(
                answer.userCode, DeviceApproval(scopes: [.view]), by: try await fixture.session(ann))
            try await fixture.change(ann) { $0.disabled = true }
            #expect(await poll(service, answer) == .accessDenied)
        }
    }

    @Test func `codes can't be guessed for long`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let (ann, bob) = (
                try await fixture.session(try await fixture.user("ann")),
                try await fixture.session(try await fixture.user("bob"))
            )
            let answer = try await begin(service)
            for text in ["BBBB-BBBB", "AEIO-UAEI", "", "x", "BBBBBBBBB", "ВВВВ-ВВВВ", "BBBB-BBB1", "B", "'", "%"] {
                #expect(await code { try await service.find(text, by: ann) } == .deviceAuthorizationNotFound)
            }
            #expect(await code { try await service.find(answer.userCode, by: ann) } == .tooManyAttempts)
            #expect(await code { try await service.find(answer.userCode, by: bob) } == nil)
            fixture.time.advance(by: .seconds(599))
            #expect(await code { try await service.find(answer.userCode, by: ann) } == .tooManyAttempts)
            fixture.time.advance(by: .seconds(1))
            let next = try await begin(service)
            #expect(await code { try await service.find(next.userCode, by: ann) } == nil)
        }
    }

    @Test func `few may wait from one network, and not for ever`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            for _ in 1...10 { _ = try await begin(service) }
            #expect(await code { try await begin(service) } == .tooManyAuthorizations)
            #expect(await code { try await begin(service, from: "192.0.2.2") } == nil)
            for number in 1...10 { _ = try await begin(service, from: "2001:db8:1:2::\(number)") }
            #expect(await code { try await begin(service, from: "2001:db8:1:2:ffff::1") } == .tooManyAuthorizations)
            #expect(await code { try await begin(service, from: "2001:db8:1:3::1") } == nil)
            fixture.time.advance(by: .seconds(601))
            #expect(await code { try await begin(service) } == nil)
        }
    }

    @Test func `a thousand may wait of all`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            for number in 1...1000 { _ = try await begin(service, from: "\(number)") }
            #expect(await code { try await begin(service, from: "new") } == .tooManyAuthorizations)
        }
    }

    @Test func `neither code is in the database`() async throws {
        try await ProgramsFixture.with { fixture in
            let answer = try await begin(fixture.devices)
            let rows = try await fixture.database.read { try $0.rows("SELECT * FROM device_authorizations") }
            let texts = rows.flatMap(\.values).map { value in
                if case .bytes(let bytes) = value { String(decoding: bytes, as: UTF8.self) } else { "\(value)" }
            }
            let code = answer.userCode.filter { $0 != "-" }
            #expect(texts.count == 13)
            #expect(
                !texts.contains { $0.contains(answer.deviceCode) || $0.contains(code) || $0.contains(answer.userCode) })
        }
    }

    @Test(arguments: [
        "", String(repeating: "x", count: 101), "a\u{1b}[2Jb", "a\u{202E}b",
        "a" + String(repeating: "\u{301}", count: 100_000),
    ])
    func `a client's name that can't be shown is refused`(name: String) async throws {
        try await ProgramsFixture.with { fixture in
            let request = DeviceAuthorizationRequest(clientName: name)
            #expect(
                await code { try await fixture.devices.begin(request, page: page, address: nil) } == .invalidArgument)
        }
    }

    @Test func `guesses at the same moment are counted too, and what was right is not`() async throws {
        try await ProgramsFixture.with { fixture in
            let service = fixture.devices
            let session = try await fixture.session(try await fixture.user("ann"))
            let answer = try await begin(service)
            for _ in 1...20 { _ = try await service.find(answer.userCode, by: session) }
            let guesses = await withTaskGroup { group in
                for _ in 1...40 {
                    group.addTask { await code { try await service.find("BBBB-BBBB", by: session) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(guesses.count { $0 == .deviceAuthorizationNotFound } == 10)
            #expect(guesses.count { $0 == .tooManyAttempts } == 30)
        }
    }
}

extension ProgramsFixture {
    var devices: DeviceAuthorizationService {
        DeviceAuthorizationService(context, audit: AuditLog(context, logger: .silent))
    }
}
