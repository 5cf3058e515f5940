// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import OpenAPI
import Primitives
import Wire

extension ControlPlane {
    /// What people do with their own passwords and second factors.
    var accountOperations: [Operation] {
        [
            .signingIn(
                "/v1/session/password", "changePassword", "Changes the caller's password and ends their other sessions",
                access: .interactive, method: .put
            ) { (call, request: ChangePasswordRequest) in
                try await identity.passwords.change(
                    from: Redacted(request.current), to: Redacted(request.new), by: try call.principal)
            },
            .send(
                "/v1/session/totp", "beginTotp", .interactive, "A new secret for the caller's authenticator",
                status: .created, traits: [.secret]
            ) { (call, request: ConfirmPasswordRequest) in
                let (secret, uri) = try await identity.secondFactor.begin(
                    password: Redacted(request.password), by: try call.principal)
                return SecondFactorOffer(secret: secret.reveal(), uri: uri.reveal())
            },
            .stream(
                "/v1/session/totp", "confirmTotp", .interactive,
                "Turns the second factor on, with a code of the authenticator", method: .put,
                traits: [.secret], takes: .json(ConfirmSecondFactorRequest.self),
                answers: [.json(.ok, "Codes for when the authenticator is lost, each good once", RecoveryCodes.self)]
            ) { call in
                let request: ConfirmSecondFactorRequest = try await call.decodeBody(upTo: 1 << 16)
                let (codes, session) = try await identity.secondFactor.confirm(
                    code: Redacted(request.code), by: try await call.renewed().principal)
                try await call.acknowledge()
                var response = try HTTPResponse.json(RecoveryCodes(recoveryCodes: codes.map { $0.reveal() }))
                response.headers.add(contentsOf: SessionCookies.keeping(session, call.exchange.request, access))
                try await call.exchange.respond(response)
            },
            .signingIn(
                "/v1/session/totp/removal", "removeTotp", "Turns the caller's second factor off",
                access: .interactive
            ) { (call, request: ConfirmPasswordRequest) in
                try await identity.secondFactor.turnOff(
                    password: Redacted(request.password), by: try call.principal)
            },
            .send(
                "/v1/session/recovery-codes", "renewRecoveryCodes", .interactive,
                "New recovery codes in place of those that are left", traits: [.secret]
            ) { (call, request: ConfirmPasswordRequest) in
                RecoveryCodes(
                    recoveryCodes: try await identity.secondFactor.renewRecoveryCodes(
                        password: Redacted(request.password), by: try call.principal
                    ).map { $0.reveal() })
            },
            .send(
                "/v1/invitations/inspection", "inspectInvitation", .everyone, "Whose a one-time link is",
                traits: [.opensSession, .unaudited], upTo: Self.strangersBody
            ) { (call, request: InspectLinkRequest) in
                let user = try await identity.passwords.owner(ofLink: Redacted(request.token))
                return LinkOwner(name: user.name, displayName: user.displayName)
            },
            .signingIn("/v1/invitations", "acceptInvitation", "Sets the password of whose link it is, and signs in") {
                (call, request: AcceptLinkRequest) in
                let link = Redacted(request.token)
                let owner = try await identity.passwords.owner(ofLink: link)
                call.notes.subject = "user/\(owner.name)"
                let outcome = try await identity.passwords.accept(
                    link: link, password: Redacted(request.password), from: call.origin)
                if case .secondFactorRequired = outcome {
                    // The password is set, whether or not the code follows.
                    call.notes.actor = owner.name.text
                    try await call.acknowledge()
                }
                return try Self.session(of: outcome)
            },
        ]
    }
}
