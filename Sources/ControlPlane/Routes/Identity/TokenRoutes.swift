// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import OpenAPI
import Primitives
import Storage
import Wire

extension ControlPlane {
    var tokenOperations: [Operation] {
        [
            .list(
                "/v1/tokens", "listTokens", .known, "The caller's API tokens; everybody's for who may administer",
                query: [.tokenOwner], sorts: ["name", "created_at"]
            ) { call in
                try await identity.tokens.list(
                    all: try call.query(.tokenOwner) == .all, order: try call.order(fallback: .createdAt),
                    by: try call.principal)
            },
            .send(
                "/v1/tokens", "createToken", .known, "Makes an API token; its secret is shown this once",
                status: .created, traits: [.secret]
            ) { (call, request: CreateTokenRequest) in
                let created = try await identity.tokens.create(request, by: try call.principal)
                call.notes.subject = "token/\(created.token.id)"
                call.notes.add("scopes", .array(created.token.scopes.map { .string($0.rawValue) }))
                return created
            },
            .remove(
                "/v1/tokens/{token}", "revokeToken", .known,
                "Ends an API token at once, with all that were made with it"
            ) { call in
                let descendants = try await identity.tokens.revoke(try call.id("token"), by: try call.principal)
                if !descendants.isEmpty {
                    call.notes.add("descendants", .array(descendants.map { .string($0.id.description) }))
                }
                return Nothing()
            },
            .send(
                "/v1/access-tokens", "createAccessToken", .known, "A signed token (JWT) for a few minutes",
                status: .created, traits: [.unaudited, .secret]
            ) { (call, request: AccessTokenRequest) in
                try await identity.accessTokens.issue(request, to: try call.principal)
            },
            .read("/.well-known/jwks.json", "getKeys", .everyone, "The keys that access tokens are signed with") { _ in
                try await identity.signingKeys.document()
            },
        ]
    }

    /// Bytes of a body that anybody may send.
    static let strangersBody = 1 << 12

    /// How a program without a browser gets a token (RFC 8628).
    var deviceOperations: [Operation] {
        [
            .send(
                "/v1/device-authorizations", "beginDeviceAuthorization", .everyone,
                "Begins letting a program in that has no browser", status: .created, traits: [.unaudited, .secret],
                upTo: Self.strangersBody
            ) { (call, request: DeviceAuthorizationRequest) in
                try await identity.devices.begin(
                    request, page: call.exchange.request.baseURL(access) + "/device", address: call.address)
            },
            .send(
                "/v1/device-authorizations/token", "pollDeviceAuthorization", .everyone,
                "The program's token, once somebody has let it in", status: .created, traits: [.unaudited, .secret],
                upTo: Self.strangersBody
            ) { (call, request: DeviceTokenRequest) in
                try await identity.devices.poll(
                    Redacted(request.deviceCode), from: call.exchange.request.client)
            },
            .read(
                "/v1/device-authorizations/{code}", "getDevice", .interactive, "What waits under a code"
            ) { call in try await identity.devices.find(try call.path("code"), by: try call.principal) },
            .send(
                "/v1/device-authorizations/{code}/approve", "approveDevice", .interactive,
                "Lets the program in, as the caller"
            ) { (call, approval: DeviceApproval) in
                call.notes.add("scopes", .array(approval.scopes.map { .string($0.rawValue) }))
                let client = try await identity.devices.approve(
                    try call.path("code"), approval, by: try call.principal)
                call.notes.add("client_name", .string(client))
                return Nothing()
            },
            .act("/v1/device-authorizations/{code}/deny", "denyDevice", .interactive, "Sends the program away") {
                call in
                let client = try await identity.devices.deny(try call.path("code"), by: try call.principal)
                call.notes.add("client_name", .string(client))
                return Nothing()
            },
        ]
    }
}

/// Whose tokens are listed.
enum TokenOwner: String, CaseIterable { case own, all }
