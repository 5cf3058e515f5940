// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import DeliveryKit
import HTTP
import Hashing
import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

/// An installation with two projects, and everybody who may ask something of it.
struct AccessWorld {
    static let password = "quilted-harbor-72-lantern"

    let plane: LiveControlPlane
    let shop: Project
    let other: Project
    /// Runs that wait for an answer, by what they are of.
    let runs: [AccessPlace: RunID]
    let callers: [AccessCaller]
    let owner: Principal
    let team: String
    let code: String
    private let foreignSession: SessionID

    /// Nobody is slowed down: there are thousands of requests.
    static func with(_ body: @escaping (AccessWorld) async throws -> Void) async throws {
        let access = AccessPolicy(requestsPerSecond: 1_000_000, requestBurst: 1_000_000)
        try await LiveControlPlane.with(access: access) { plane in try await body(try await AccessWorld(plane)) }
    }

    private init(_ plane: LiveControlPlane) async throws {
        self.plane = plane
        var input: JSONDocument = [:]
        for name in ["shop", "other"] {
            let run = try await plane.delivery.deploy(["index.html": name], to: name)
            #expect(run.state == .succeeded)
            input = run.input
        }
        let projects = try await plane.delivery.database.read { try ProjectStore().list(on: $0) }
        shop = try #require(projects.first { $0.name.text == "shop" })
        other = try #require(projects.first { $0.name.text == "other" })
        runs = [
            .shop: try await plane.waitingRun(of: shop, input: input).id,
            .other: try await plane.waitingRun(of: other, input: input).id,
            .installation: try await plane.waitingRun(input: input).id,
        ]
        try await plane.setVariable("PRICE", of: "shop")
        try await plane.setVariable("PRICE", of: "other")
        let door = AccessDoor(plane)
        foreignSession = try await door.signIn("bystander", []).session.id
        let owner = try await door.signIn("owner", [Grant(.owner)])
        self.owner = owner.principal
        var callers = [AccessCaller(description: "nobody", kind: .nobody)]
        for (role, permissions) in AccessCaller.roles {
            let name = role == .owner ? "owner" : "\(role)"
            let started = role == .owner ? owner : try await door.signIn(name, [Grant(role)])
            callers.append(.session(of: started, "\(role) of everything", everywhere: permissions))
            guard role != .owner else { continue }
            let local = try await door.signIn("shop-\(role)", [Grant(role, .project(shop.id))])
            callers.append(.session(of: local, "\(role) of shop", onShop: permissions))
        }
        // There are no device groups, so there is nothing that this allows.
        let devices = try await door.signIn("devices-owner", [Grant(.owner, .deviceGroup("shops"))])
        callers.append(.session(of: devices, "owner of a device group"))
        callers += try await door.programs(of: owner.principal, shop.name)
        callers += try await door.outdated()
        self.callers = callers
        let team = try await plane.identity.people.create(
            CreateTeamRequest(name: try UserName("night-shift")), by: .local)
        self.team = team.name.text
        code = try await plane.identity.devices.begin(
            DeviceAuthorizationRequest(clientName: "laptop"), page: "http://x/device", address: nil
        ).userCode
    }

    /// The path of an operation, aimed at something that is there, or at something of its kind that is not.
    func path(of operation: Operation, for caller: AccessCaller, at place: AccessPlace, missing: Bool = false)
        async throws -> String
    {
        var parts: [String] = []
        for part in operation.path.split(separator: "/").map(String.init) {
            guard part.hasPrefix("{") else { parts.append(part); continue }
            parts.append(try await value(of: String(part.dropFirst().dropLast()), for: caller, at: place, missing))
        }
        return "/" + parts.joined(separator: "/")
    }

    /// What stands for an ID of which there is nothing.
    static let missingID = "01890000-0000-7000-8000-00000badf00d"

    private func value(
        of parameter: String, for caller: AccessCaller, at place: AccessPlace, _ missing: Bool
    ) async throws -> String {
        switch parameter {
        case "project": missing || place == .nowhere ? "nosuch" : place == .shop ? "shop" : "other"
        case "run": missing ? Self.missingID : try #require(runs[place]).description
        case "session": missing ? Self.missingID : foreignSession.description
        case "token": missing ? Self.missingID : try await foreignToken()
        case "user":
            switch place {
            case .oneself: caller.user ?? "bystander"
            case .superior: "owner-behind"
            default: missing ? "nosuch" : "bystander"
            }
        case "team": team
        case "number": "1"
        case "variable": "PRICE"
        case "digest": SHA256.hex(of: "x".utf8)
        case "setting": "releases.keep"
        case "node": plane.delivery.parts.node.description
        case "platform": "github"
        case "code": code
        case "document": "layout"
        default: throw Failure(.internalError, "the tests know no \(parameter)")
        }
    }

    /// A token of somebody else, made anew: whoever may revoke it does.
    private func foreignToken() async throws -> String {
        try await plane.identity.tokens.create(
            CreateTokenRequest(name: "theirs", scopes: [.view], owner: try UserName("bystander")), by: .local
        ).token.id.description
    }
}

extension LiveControlPlane {
    fileprivate func setVariable(_ name: String, of project: String) async throws {
        try await delivery.environments.set(
            name, to: Redacted("1"), secret: false, project: try ProjectName(project), profile: .production, by: "ann")
    }
}
