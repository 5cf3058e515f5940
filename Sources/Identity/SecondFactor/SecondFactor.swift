// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Vault

/// A person's second factor as it is kept: the secret sealed, what was used noted.
struct SecondFactor: Sendable {
    private static let secret = "totp"
    private static let offered = "totp-offered"
    /// For how long an offered secret waits for its first code.
    private static let patience = Duration.seconds(3600)

    private let context: IdentityContext
    private let user: UserID
    private let store = SecondFactorStore()

    init(of user: UserID, _ context: IdentityContext) {
        self.user = user
        self.context = context
    }

    private var owner: String { "user/\(user)" }

    /// Whether a code of the authenticator or a recovery code is right; it is used up by that.
    func accepts(_ code: String, on connection: any WriteConnection) throws -> Bool {
        let digits = code.filter { $0 != " " }
        if digits.utf8.count == 6 {
            let generator = try open(Self.secret, on: connection)
            guard let step = generator.step(of: digits, at: context.time.now()) else { return false }
            return try store.use(step: step, of: user, on: connection)
        }
        guard let hash = RecoveryCode.hash(of: code, for: user) else { return false }
        return try store.useRecoveryCode(hash, of: user, on: connection)
    }

    /// Seals a new secret that waits for its first code; returns it in Base32.
    func offer(on connection: any WriteConnection) throws -> Redacted<String> {
        let words = (0..<3).map { _ in context.random.next() }
        let bytes = words.flatMap { word in withUnsafeBytes(of: word, Array.init) }
        let secret = Redacted(Base32.encode(Array(bytes.prefix(TimeBasedCode.secretLength))))
        try context.vault.seal(secret, owner: owner, name: Self.offered, at: context.time.now(), on: connection)
        return secret
    }

    /// Turns it on when the code is one of the offered secret; false when it isn't. Throws `second_factor_off` when none
    /// is offered.
    func confirm(_ code: String, on connection: any WriteConnection) throws -> Bool {
        let now = context.time.now()
        guard let record = try SealedRecordStore().find(owner: owner, name: Self.offered, on: connection),
            now - record.sealedAt < Self.patience
        else {
            throw Failure(
                .secondFactorOff, "no second factor waits for its first code", hint: "begin again to get a new secret")
        }
        let generator = try open(Self.offered, on: connection)
        guard let step = generator.step(of: code.filter { $0 != " " }, at: now) else { return false }
        let secret = try context.vault.open(owner: owner, name: Self.offered, on: connection)
        try context.vault.seal(secret, owner: owner, name: Self.secret, at: now, on: connection)
        try Vault.delete(owner: owner, name: Self.offered, on: connection)
        try store.turnOn(user, at: now, step: step, on: connection)
        return true
    }

    /// Gives new recovery codes in place of those that were left.
    func renewRecoveryCodes(on connection: any WriteConnection) throws -> [Redacted<String>] {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode(context.random).text }
        try store.replaceRecoveryCodes(
            codes.compactMap { RecoveryCode.hash(of: $0.reveal(), for: user) }, of: user, on: connection)
        return codes
    }

    /// Turns it off and forgets all that belongs to it; false when it was not on.
    @discardableResult
    func turnOff(on connection: any WriteConnection) throws -> Bool {
        try Vault.deleteAll(owner: owner, on: connection)
        return try store.turnOff(user, on: connection)
    }

    private func open(_ name: String, on connection: any ReadConnection) throws -> TimeBasedCode {
        let text = try context.vault.open(owner: owner, name: name, on: connection)
        guard let bytes = Base32.decode(text.reveal()) else {
            throw Failure(.corruptData, "the secret of a second factor is not Base32")
        }
        return TimeBasedCode(secret: Redacted(bytes))
    }
}
