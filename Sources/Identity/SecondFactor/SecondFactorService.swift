// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage

/// Second factors: giving one at sign-in, and setting one up for oneself.
package struct SecondFactorService: Sendable {
    private let context: IdentityContext
    private let gate: PasswordGate
    private let throttle = SignInThrottle()

    package init(_ context: IdentityContext, hasher: PasswordHasher) {
        self.context = context
        gate = PasswordGate(context, hasher: hasher)
    }

    /// Goes on after `second_factor_required` with a code of the authenticator or a recovery code.
    ///
    /// Throws `second_factor_wrong`, `too_many_attempts`, and `session_expired` when the challenge is too old, used, or was
    /// given to another address.
    package func answer(
        challenge: Redacted<String>, code: Redacted<String>, from origin: SignInOrigin
    ) async throws -> StartedSession {
        let hash = TokenDigest(of: challenge.reveal()).hex
        let started = try await context.database.write { [context, throttle] connection -> StartedSession? in
            let now = context.time.now()
            let store = SignInChallengeStore()
            guard let challenge = try store.find(tokenHash: hash, on: connection), now < challenge.expiresAt,
                challenge.addressBlock == origin.block,
                let user = try UserStore().find(challenge.user, on: connection), !user.disabled, user.twoFactor,
                user.mayCome(from: origin.address)
            else {
                throw Failure(.sessionExpired, "this sign-in is over", hint: "begin again with your password")
            }
            let device = try origin.knownDevice(context, on: connection)
            let keys = ThrottleKey.secondFactor(
                user.id, device: device?.user == user.id ? device : nil, context.vault)
            try throttle.admit(keys, now: now, on: connection)
            // A wrong code must not throw: it stays counted.
            guard try SecondFactor(of: user.id, context).accepts(code.reveal(), on: connection) else { return nil }
            try throttle.succeed(keys, now: now, on: connection)
            _ = try store.delete(tokenHash: hash, on: connection)
            return try SessionIssuer(context).start(for: user, from: origin, on: connection)
        }
        guard let started else { throw Self.wrong }
        return started
    }

    /// A new secret for one's authenticator, which counts once ``confirm(code:by:)`` had a code of it: in Base32 and as
    /// an `otpauth` address. Asks for the password: who finds somebody's page open must not put their own authenticator
    /// between that person and their account.
    ///
    /// Throws `password_wrong`, `too_many_attempts`, `second_factor_on`, `session_required`.
    package func begin(
        password: Redacted<String>, by principal: Principal
    ) async throws -> (secret: Redacted<String>, uri: Redacted<String>) {
        let (user, _) = try principal.requireSession()
        try await gate.check(password, of: user.id)
        return try await context.database.write { [context] connection in
            _ = try principal.present(on: connection)
            guard try !SecondFactorStore().isOn(user.id, on: connection) else {
                throw Failure(
                    .secondFactorOn, "you have a second factor", hint: "turn it off before you set up another")
            }
            let secret = try SecondFactor(of: user.id, context).offer(on: connection)
            let uri =
                "otpauth://totp/Dextra:\(user.name)?secret=\(secret.reveal())&issuer=Dextra&algorithm=SHA1&digits=6"
                + "&period=\(TimeBasedCode.period)"
            return (secret, Redacted(uri))
        }
    }

    /// Turns the second factor on, gives the recovery codes, and the session another token. That the password was given
    /// shows in the code: nobody else has seen the secret that ``begin(password:by:)`` gave.
    ///
    /// Throws `second_factor_wrong`, `too_many_attempts`, `second_factor_on`, `second_factor_off` when none was begun.
    package func confirm(
        code: Redacted<String>, by principal: Principal
    ) async throws -> (codes: [Redacted<String>], session: StartedSession) {
        let (user, session) = try principal.requireSession()
        let confirmed = try await context.database.write {
            [context, throttle] connection -> (codes: [Redacted<String>], session: StartedSession)? in
            guard try !SecondFactorStore().isOn(user.id, on: connection) else {
                throw Failure(.secondFactorOn, "you have a second factor", hint: "turn it off first")
            }
            let now = context.time.now()
            let keys = ThrottleKey.secondFactor(user.id, device: nil, context.vault)
            try throttle.admit(keys, now: now, on: connection)
            let factor = SecondFactor(of: user.id, context)
            // A wrong code must not throw: it stays counted.
            guard try factor.confirm(code.reveal(), on: connection) else { return nil }
            try throttle.succeed(keys, now: now, on: connection)
            let codes = try factor.renewRecoveryCodes(on: connection)
            // Who is signed in elsewhere has shown a password alone.
            try SessionIssuer(context).endAll(of: user.id, except: session, on: connection)
            try note(user.id, on: connection)
            return (codes, try rotate(session, of: user.id, on: connection))
        }
        guard let confirmed else { throw Self.wrong }
        return confirmed
    }

    /// Turns one's second factor off. Throws `password_wrong`, `too_many_attempts`, `second_factor_off`.
    package func turnOff(password: Redacted<String>, by principal: Principal) async throws -> StartedSession {
        let (user, session) = try principal.requireSession()
        try await gate.check(password, of: user.id)
        return try await context.database.write { [context] connection in
            guard try SecondFactor(of: user.id, context).turnOff(on: connection) else { throw Self.off }
            try note(user.id, on: connection)
            return try rotate(session, of: user.id, on: connection)
        }
    }

    /// New recovery codes in place of those that were left. Throws like ``turnOff(password:by:)``.
    package func renewRecoveryCodes(
        password: Redacted<String>, by principal: Principal
    ) async throws -> [Redacted<String>] {
        let (user, _) = try principal.requireSession()
        try await gate.check(password, of: user.id)
        return try await context.database.write { [context] connection in
            _ = try principal.present(on: connection)
            guard try SecondFactorStore().isOn(user.id, on: connection) else { throw Self.off }
            return try SecondFactor(of: user.id, context).renewRecoveryCodes(on: connection)
        }
    }

    private func note(_ user: UserID, on connection: any WriteConnection) throws {
        try context.record(
            "user.changed", subject: "user/\(user)", data: ["fields": ["two_factor"]], on: connection)
        context.noteChange(on: connection)
    }

    private func rotate(
        _ session: SessionID, of user: UserID, on connection: any WriteConnection
    ) throws -> StartedSession {
        let user = try UserStore().require(user.description, on: connection)
        return try SessionIssuer(context).rotate(session, of: user, on: connection)
    }

    private static let wrong = Failure(
        .secondFactorWrong, "the code is wrong, or was used", hint: "take the code that is shown now")
    private static let off = Failure(.secondFactorOff, "you have no second factor", hint: "set one up")
}
