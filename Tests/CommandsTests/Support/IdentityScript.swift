// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Model
import Primitives
import Synchronization
import Wire

/// A server's side of people, teams, tokens and signing in, which remembers what it was asked.
final class IdentityScript: Sendable {
    struct State {
        var address = ""
        /// Whom each secret speaks for.
        var secrets = ["dxt_brought": "ada"]
        /// `METHOD /path body` of every request but reading ones.
        var changes: [String] = []
        /// What is said to a device that waits, one after the other; a token once they are used up.
        var refusals: [Failure] = []
        var devices = 0
        var users: [String: User] = [:]
        var teams: [String: Team] = [:]
        var tokens: [APIToken] = []
        /// Nothing is answered any more.
        var isSilent = false
        /// Nobody is told who they are.
        var refusesSessions = false
        /// What happens while a token is revoked.
        var whileRevoking: @Sendable () throws -> Void = {}
    }

    let state = Mutex(State())

    private static func status() throws -> ProjectStatus {
        let project = Project(
            id: Sample.projectID, name: try ProjectName("shop"), createdAt: Sample.moment(0), ordinal: 1)
        return ProjectStatus(project: project, profiles: [])
    }

    func setAddress(_ address: String) { state.withLock { $0.address = address } }

    /// Who has no good secret gets no further than to where one is had.
    func guarding(_ handler: @escaping HTTPHandler) -> HTTPHandler {
        { [self] exchange in
            let isOpen = exchange.request.path.hasPrefix("/v1/device-authorizations")
            guard isOpen || person(exchange) != nil else {
                throw Failure(FailureCode("unauthenticated", .unauthenticated), "no good credentials")
            }
            if state.withLock(\.isSilent) { try await Task.sleep(for: .seconds(600)) }
            try await handler(exchange)
        }
    }

    private func person(_ exchange: Exchange) -> String? {
        let secret = exchange.request.headers["Authorization"].map { String($0.dropFirst("Bearer ".count)) }
        return secret.flatMap { secret in state.withLock { $0.secrets[secret] } }
    }

    /// Notes a change and gives its body.
    private func taking<Body: Codable>(_ exchange: Exchange, as type: Body.Type) async throws -> Body {
        let body = try await exchange.decodeBody(as: type)
        try note(exchange, body: try JSONText.encode(body))
        return body
    }

    private func note(_ exchange: Exchange, body: String = "") throws {
        let text = "\(exchange.request.method.rawValue) \(exchange.request.target)"
        state.withLock { $0.changes.append(body.isEmpty ? text : "\(text) \(body)") }
    }

    var changes: [String] { state.withLock(\.changes) }

    static func user(_ name: UserName, _ number: UInt64 = 1) -> User {
        User(
            id: UserID(at: Sample.moment(0), random: (0, number)), name: name, displayName: name.text.capitalized,
            createdAt: Sample.moment(0))
    }

    static func token(_ name: String, _ number: UInt64, owner: String = "ada") throws -> APIToken {
        APIToken(
            id: TokenID(at: Sample.moment(0), random: (0, number)), name: name, owner: try UserName(owner),
            scopes: [.view, .deploy], createdAt: Sample.moment(0), expiresAt: Sample.moment(86_400_000),
            prefix: "dxt_\(name)")
    }

    func install(_ router: inout Router) {
        router.get("/v1/info") { exchange in
            try await exchange.respond(
                json: [
                    "version": "0.1.0", "pid": 1, "home": "/srv/dextra", "started_at": "2026-11-20T20:00:00.000Z",
                    "isolation": "uid", "proxy": ["state": "running", "port": 8080],
                ] as JSONValue)
        }
        router.get("/v1/session") { [self] exchange in
            guard !state.withLock(\.refusesSessions) else { throw Failure(.permissionDenied, "not now") }
            let user = Self.user(try UserName(person(exchange) ?? "?"))
            let grants = [Grant(.operator, .project(Sample.projectID)), Grant(.viewer)]
            let principal = Principal(
                method: .apiToken, user: user, grants: grants, expiresAt: Sample.moment(86_400_000))
            try await exchange.respond(json: SessionAnswer(principal: principal))
        }
        router.get("/v1/projects") { exchange in
            try await exchange.respond(json: Page(items: [try Self.status()]))
        }
        router.get("/v1/projects/:name") { exchange in
            guard try exchange.parameter("name") == "shop" else { throw Failure(.notFound, "no such project") }
            try await exchange.respond(json: try Self.status())
        }
        installDevices(&router)
        installTokens(&router)
        installUsers(&router)
        installTeams(&router)
    }

    private func installDevices(_ router: inout Router) {
        router.post("/v1/device-authorizations") { [self] exchange in
            _ = try await exchange.decodeBody(as: DeviceAuthorizationRequest.self)
            let address = state.withLock { state in
                state.devices += 1
                return state.address
            }
            try await exchange.respond(
                json: DeviceAuthorizationAnswer(
                    deviceCode: "device", userCode: "ABCD-EFGH", verificationURI: address + "/device",
                    verificationURIComplete: address + "/device?code=ABCD-EFGH", expiresIn: 600, interval: 1))
        }
        router.post("/v1/device-authorizations/token") { [self] exchange in
            let refusal = state.withLock { $0.refusals.isEmpty ? nil : $0.refusals.removeFirst() }
            if let refusal { throw refusal }
            let token = try Self.token("device", state.withLock { UInt64($0.devices) })
            let secret = "dxt_made\(token.id.description.suffix(1))"
            state.withLock { state in
                state.secrets[secret] = "ada"
                state.tokens.append(token)
            }
            try await exchange.respond(json: CreatedToken(token: token, secret: secret), status: .created)
        }
    }

    private func installTokens(_ router: inout Router) {
        router.get("/v1/tokens") { [self] exchange in
            let isAll = exchange.request.query["owner"] == "all"
            let tokens = state.withLock { state in state.tokens.filter { isAll || $0.owner.text == "ada" } }
            try await exchange.respond(json: Page(items: tokens))
        }
        router.post("/v1/tokens") { [self] exchange in
            let creation = try await taking(exchange, as: CreateTokenRequest.self)
            var token = try Self.token(creation.name, 99)
            token.scopes = creation.scopes
            token.projects = creation.projects
            token.madeWith = TokenID(at: Sample.moment(0), random: (0, 1))
            let days = creation.expiresInDays ?? 90
            token.expiresAt = days == 0 ? nil : Sample.moment(Int64(days) * 86_400_000)
            try await exchange.respond(json: CreatedToken(token: token, secret: "dxt_verysecret"), status: .created)
        }
        router.delete("/v1/tokens/:token") { [self] exchange in
            try note(exchange)
            try state.withLock(\.whileRevoking)()
            try await exchange.respond(json: [:] as JSONValue)
        }
    }

    private func installUsers(_ router: inout Router) {
        router.get("/v1/users") { [self] exchange in
            let users = state.withLock { $0.users.values.sorted { $0.name < $1.name } }
            try await exchange.respond(json: Page(items: users))
        }
        router.get("/v1/users/:user") { [self] exchange in
            let name = try exchange.parameter("user")
            guard let user = state.withLock({ $0.users[name] }) else { throw Failure(.notFound, "nobody is \(name)") }
            try await exchange.respond(json: user)
        }
        router.post("/v1/users") { [self] exchange in
            let creation = try await taking(exchange, as: CreateUserRequest.self)
            try await exchange.respond(
                json: UserAnswer(user: Self.user(creation.name), invitationURL: "https://x/invitation#1"),
                status: .created)
        }
        router.patch("/v1/users/:user") { [self] exchange in
            let change = try await taking(exchange, as: ChangeUserRequest.self)
            var user = Self.user(try UserName(try exchange.parameter("user")))
            user.grants = change.grants ?? []
            try await exchange.respond(
                json: UserAnswer(
                    user: user, invitationURL: change.reset == .password ? "https://x/invitation#2" : nil))
        }
        router.delete("/v1/users/:user") { [self] exchange in
            try note(exchange)
            try await exchange.respond(json: [:] as JSONValue)
        }
    }

    private func installTeams(_ router: inout Router) {
        router.get("/v1/teams") { [self] exchange in
            try await exchange.respond(json: Page(items: state.withLock { Array($0.teams.values) }))
        }
        router.get("/v1/teams/:team") { [self] exchange in
            let name = try exchange.parameter("team")
            guard let team = state.withLock({ $0.teams[name] }) else { throw Failure(.notFound, "no team \(name)") }
            try await exchange.respond(json: team)
        }
        router.post("/v1/teams") { [self] exchange in
            let creation = try await taking(exchange, as: CreateTeamRequest.self)
            try await exchange.respond(
                json: Self.team(creation.name, creation.grants ?? [], creation.members ?? []), status: .created)
        }
        router.patch("/v1/teams/:team") { [self] exchange in
            let change = try await taking(exchange, as: ChangeTeamRequest.self)
            let name = try UserName(try exchange.parameter("team"))
            try await exchange.respond(json: Self.team(name, change.grants ?? [], change.members ?? []))
        }
        router.delete("/v1/teams/:team") { [self] exchange in
            try note(exchange)
            try await exchange.respond(json: [:] as JSONValue)
        }
    }

    static func team(_ name: UserName, _ grants: [Grant], _ members: [UserName]) -> Team {
        Team(
            id: TeamID(at: Sample.moment(0), random: (0, 1)), name: name, createdAt: Sample.moment(0), grants: grants,
            members: members)
    }
}
