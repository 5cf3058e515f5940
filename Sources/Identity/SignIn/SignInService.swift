// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage

/// Signs people in with their passwords and their second factors.
///
/// Somebody who isn't there, may not sign in or has another password is answered the same, after the same work.
package struct SignInService: Sendable {
    private let context: IdentityContext
    private let hasher: PasswordHasher
    private let throttle = SignInThrottle()
    private let door: SignInDoor

    package init(_ context: IdentityContext, hasher: PasswordHasher) {
        self.context = context
        self.hasher = hasher
        door = SignInDoor(context)
    }

    /// Checks a name and a password. Throws `sign_in_failed`, `too_many_attempts`, `sign_in_busy`.
    package func signIn(
        name: String, password: Redacted<String>, from origin: SignInOrigin
    ) async throws -> SignInOutcome {
        guard password.reveal().utf8.count <= PasswordRules.length.upperBound, name.utf8.count <= 256 else {
            throw Self.failed
        }
        let attempt = try await admit(name, origin)
        let matches: Bool
        do {
            matches = try await hasher.matches(password, attempt.holder?.password.hash, isKnown: attempt.isKnown)
        } catch {
            try await context.database.write { [throttle, context] in
                try throttle.withdraw(attempt.keys, now: context.time.now(), on: $0)
            }
            throw error
        }
        guard matches, let holder = attempt.holder else { throw Self.failed }
        let (user, stored) = (holder.user, holder.password)
        let renewed = hasher.isOutdated(stored.hash) ? try? await hasher.hash(password) : nil
        return try await context.database.write { [context, throttle, door] connection in
            // Nothing of what was checked may have changed while the password was.
            guard let current = try UserStore().find(user, on: connection), !current.disabled,
                try PasswordStore().find(user, on: connection)?.hash == stored.hash
            else { throw Self.failed }
            try throttle.succeed(attempt.keys, now: context.time.now(), on: connection)
            if let renewed {
                try PasswordStore().renew(renewed, replacing: stored.hash, of: user, on: connection)
            }
            return try door.admit(current, from: origin, on: connection)
        }
    }

    /// The name of somebody who is there; nil for whatever else is typed into that field, such as a password, which nobody
    /// is to write down.
    package func known(_ name: String) async throws -> UserName? {
        guard let name = try? UserName(name) else { return nil }
        return try await context.database.lookUp { try UserStore().exists(named: name, on: $0) } ? name : nil
    }

    /// Who is meant, when they may sign in from there, and what the attempt is counted by.
    private struct Attempt: Sendable {
        var holder: PasswordHolder?
        /// Whether it comes from a device that the person has signed in from.
        var isKnown: Bool
        var keys: [ThrottleKey]
    }

    private func admit(_ name: String, _ origin: SignInOrigin) async throws -> Attempt {
        // Most of a flood ends here, without waiting for the one who writes, and before anybody looks for who is meant: how
        // soon an attempt is refused must not tell who is there.
        try await context.database.read { [context, throttle] connection in
            let device = try Self.device(of: name, origin, context, on: connection)
            let keys = ThrottleKey.password(name: name, address: origin.block, device: device, context.vault)
            try throttle.check(keys, now: context.time.now(), on: connection)
        }
        return try await context.database.write { [context, throttle] connection in
            let device = try Self.device(of: name, origin, context, on: connection)
            let keys = ThrottleKey.password(name: name, address: origin.block, device: device, context.vault)
            try throttle.admit(keys, now: context.time.now(), on: connection)
            let holder = try (try? UserName(name)).flatMap { try PasswordStore().holder(named: $0, on: connection) }
            let mayCome = holder.map { !$0.disabled && AllowedNetworks($0.allowedAddresses).contain(origin.address) }
            return Attempt(holder: mayCome == true ? holder : nil, isKnown: device != nil, keys: keys)
        }
    }

    /// The device there, when it is known as one of who is meant. Of people only the device's own is looked up.
    private static func device(
        of name: String, _ origin: SignInOrigin, _ context: IdentityContext, on connection: any ReadConnection
    ) throws -> DeviceCookie? {
        guard let device = try origin.knownDevice(context, on: connection),
            let owner = try UserStore().find(device.user, on: connection), owner.name == (try? UserName(name))
        else { return nil }
        return device
    }

    private static let failed = Failure(
        .signInFailed, "the name or the password is wrong, or you may not sign in from here",
        hint: "check both; an administrator can reset the password and sees whether the account may be used")
}
