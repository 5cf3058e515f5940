// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Storage
import Testing
import Wire
import Workflows

/// What requests leave in the audit log.
@Suite struct AuditTrailTests {
    private static func entries(_ plane: LiveControlPlane, _ count: Int) async throws -> [AuditEntry] {
        // What failed is written by a task of its own.
        for _ in 0..<500 {
            let entries = try await plane.identity.audit.list(AuditFilter())
            if entries.count >= count { return entries }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await plane.identity.audit.list(AuditFilter())
    }

    private static func begun(_ plane: LiveControlPlane) async throws -> Int {
        let moment = TimeSource.system.now() + .seconds(60)
        return try await plane.delivery.database.read { connection in
            try AuditIntentStore().list(before: moment, limit: 100, on: connection).count
        }
    }

    @Test func whatIsDoneFailedAndDeniedHasOneEntryEach() async throws {
        try await LiveControlPlane.with { plane in
            let session = try await AccessDoor(plane).signIn("ann", [Grant(.viewer)])
            let fields: HTTPHeaders = [
                "Cookie": "dextra_session=\(session.token.reveal())", "X-CSRF-Token": session.csrfToken.reveal(),
            ]
            #expect(try await plane.ask(.put, "/v1/settings/releases.keep", #"{"value": "7"}"#).status == 204)
            var entries = try await Self.entries(plane, 1)
            #expect(entries.map(\.outcome) == [.succeeded])
            #expect(entries[0].actor == "local" && entries[0].action == "setSetting")
            #expect(entries[0].subject == "setting/releases.keep")
            #expect(try await plane.ask(.put, "/v1/settings/releases.keep", #"{"value": "x"}"#).status == 422)
            entries = try await Self.entries(plane, 2)
            #expect(entries.map(\.outcome) == [.failed, .succeeded])
            #expect(entries[0].detail["code"]?.string == "setting_invalid")
            #expect(try await plane.fromNetwork(.delete, "/v1/settings/releases.keep", headers: fields).status == 403)
            entries = try await Self.entries(plane, 3)
            #expect(entries.map(\.outcome) == [.denied, .failed, .succeeded])
            #expect(entries[0].actor == "ann" && entries[0].address == "127.0.0.1")
            #expect(try await Self.begun(plane) == 0)
            #expect(try await plane.identity.audit.verify().valid)
        }
    }

    @Test func entriesNameWhatWasMadeAndWhoWasLetIn() async throws {
        try await LiveControlPlane.with { plane in
            #expect(try await plane.ask(.post, "/v1/projects", #"{"name": "shop"}"#).status == 201)
            #expect(try await Self.entries(plane, 1)[0].subject == "project/shop")

            let session = try await AccessDoor(plane).signIn("ann", [Grant(.viewer)])
            let fields: HTTPHeaders = [
                "Cookie": "dextra_session=\(session.token.reveal())", "X-CSRF-Token": session.csrfToken.reveal(),
            ]
            for (verb, body) in [("approve", #"{"scopes": ["view"]}"#), ("deny", nil)] {
                let begun = try await plane.fromNetwork(
                    .post, "/v1/device-authorizations", #"{"client_name": "dextra on laptop"}"#)
                let code = try begun.decode(as: DeviceAuthorizationAnswer.self).userCode
                let answer = try await plane.fromNetwork(
                    .post, "/v1/device-authorizations/\(code)/\(verb)", body, headers: fields)
                #expect(answer.status == 204)
            }
            let entries = try await Self.entries(plane, 3)
            #expect(entries.map(\.action) == ["denyDevice", "approveDevice", "createProject"])
            for entry in entries.prefix(2) {
                #expect(entry.detail["client_name"]?.string == "dextra on laptop" && entry.actor == "ann")
            }
        }
    }

    @Test func whatFailedIsWrittenDownBeforeItIsAnswered() async throws {
        // Nobody writes later what was only noted, as when the server is killed just after the answer.
        try await LiveControlPlane.with(keepsIdentity: false) { plane in
            let audit = plane.identity.audit
            for _ in 0..<2 {
                #expect(try await plane.ask(.put, "/v1/settings/releases.keep", #"{"value": "x"}"#).status == 422)
                let entries = try await audit.list(AuditFilter())
                #expect(entries.map(\.outcome) == [.failed])
                #expect(try await Self.begun(plane) == 0)
            }
        }
    }

    @Test func whatAProgramDidNamesItsToken() async throws {
        try await LiveControlPlane.with { plane in
            let ann = try await AccessDoor(plane).signIn("ann", [Grant(.admin)]).principal
            let token = try await plane.identity.tokens.create(
                CreateTokenRequest(name: "ci", scopes: [.view, .administer]), by: ann)
            let program = try await plane.identity.authenticator.principal(
                bearer: Redacted(token.secret), address: nil)
            let short = try await plane.identity.accessTokens.issue(AccessTokenRequest(), to: program)
            for secret in [token.secret, short.accessToken] {
                let fields: HTTPHeaders = ["Authorization": "Bearer \(secret)"]
                let done = try await plane.fromNetwork(.delete, "/v1/settings/releases.keep", headers: fields)
                #expect(done.status == 204)
                #expect(try await plane.fromNetwork(.post, "/v1/setup/link", headers: fields).status == 403)
            }
            let entries = try await Self.entries(plane, 4)
            #expect(Set(entries.map(\.outcome)) == [.succeeded, .denied])
            #expect(entries.count == 4)
            #expect(entries.allSatisfy { $0.detail["token"]?.string == token.token.id.description })
        }
    }

    @Test func whatSomebodyTypesAsTheirNameIsWrittenDownOnlyWhenItIsOne() async throws {
        try await LiveControlPlane.with { plane in
            _ = try await AccessDoor(plane).signIn("ann", [])
            for name in ["ann", "Violet-Tundra-Hymn", "violet tundra hymn"] {
                let body = try JSONText.encode(["name": name, "password": "ann"])
                #expect(try await plane.fromNetwork(.post, "/v1/session", body).status == 401)
            }
            let entries = try await Self.entries(plane, 2)
            #expect(Set(entries.map(\.subject)) == ["user/ann", "identity"])
            #expect(entries.allSatisfy { $0.action == "signIn" && $0.outcome == .denied })
        }
    }

    @Test func aPasswordSetByALinkHasItsEntryAlsoWhenACodeIsStillMissing() async throws {
        try await LiveControlPlane.with { plane in
            let session = try await AccessDoor(plane).signIn("ann", [])
            let offer = try await plane.identity.secondFactor.begin(
                password: Redacted(AccessWorld.password), by: session.principal)
            let generator = TimeBasedCode(secret: Redacted(try #require(Base32.decode(offer.secret.reveal()))))
            let code = generator.code(at: TimeBasedCode.step(at: TimeSource.system.now()))
            _ = try await plane.identity.secondFactor.confirm(code: Redacted(code), by: session.principal)
            let changed = try await plane.identity.people.change(
                "ann", ChangeUserRequest(reset: .password), if: .none, by: .local)
            let body = try JSONText.encode([
                "token": try #require(changed.link).reveal(), "password": AccessWorld.password,
            ])
            let answer = try await plane.fromNetwork(.post, "/v1/invitations", body)
            #expect(answer.status == 401 && answer.code == "second_factor_required")
            let entries = try await Self.entries(plane, 1)
            #expect(entries.map(\.action) == ["acceptInvitation"])
            #expect(entries[0].outcome == .succeeded && entries[0].subject == "user/ann" && entries[0].actor == "ann")
        }
    }

    @Test func aCutConnectionHidesNothing() async throws {
        try await LiveControlPlane.with { plane in
            let request = HTTPClientRequest(
                .put, "/v1/settings/releases.keep", headers: ["Content-Type": "application/json"],
                body: .bytes(Array(#"{"value": "9"}"#.utf8)))
            for _ in 0..<20 {
                let asking = Task { try await HTTPClient().request(to: .unix(plane.socket), request) }
                try await Task.sleep(for: .milliseconds(1))
                asking.cancel()
                _ = try? await asking.value
            }
            // A last one that is waited for: whatever was begun before it has ended or been dropped.
            #expect(try await plane.ask(.put, "/v1/settings/releases.keep", #"{"value": "8"}"#).status == 204)
            for _ in 0..<500 {
                if try await Self.settled(plane) { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await Self.settled(plane))
        }
    }

    /// Each change is in the event log, by its own transaction; each has to have its entry, or what becomes one.
    private static func settled(_ plane: LiveControlPlane) async throws -> Bool {
        let changes = try await plane.delivery.parts.events.read(after: nil, subject: "server/settings").count
        let entries = try await plane.identity.audit.list(AuditFilter()).filter { $0.outcome == .succeeded }.count
        return try await entries + begun(plane) >= changes && changes > 0
    }
}
