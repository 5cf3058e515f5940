// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization
import Vault
package import Wire

/// The keys that access tokens are signed with: made when they are first needed, shared by all nodes through the database,
/// their private halves sealed, and replaced every month.
///
/// A key that signs no longer verifies until the last token it signed has expired; its private half goes when the next key
/// is made.
package final class SigningKeys: Sendable {
    /// How long a key signs.
    private static let signing: Duration = .seconds(30 * 86_400)
    /// How long an access token is good for at most.
    package static let lifetime: Duration = .seconds(15 * 60)
    /// For clocks that differ.
    private static let slack: Duration = .seconds(120)
    private static let vaultOwner = "signing_key"
    private static let installation = "installation_id"
    /// How long a node goes without looking for the keys of others.
    private static let fresh: Duration = .seconds(60)
    /// How often strangers' tokens make it look.
    private static let retry: Duration = .seconds(1)

    private let context: IdentityContext
    private let store = SigningKeyStore()
    private let known = Mutex<KnownKeys?>(nil)

    package init(_ context: IdentityContext) { self.context = context }

    /// The public keys that verify now, the newest first (RFC 7517).
    package func document() async throws -> JSONWebKeySet {
        try await keys(notOlderThan: Self.retry).document(at: context.time.now())
    }

    /// The key that signs now, and who issues.
    func signer() async throws -> (key: SigningKey, issuer: String) {
        let now = context.time.now()
        let known = try await keys(notOlderThan: Self.fresh)
        if let key = known.signer(at: now) { return (key, known.issuer) }
        try await makeKey(at: now)
        let made = try await keys(notOlderThan: .zero)
        guard let key = made.signer(at: now) else { throw Failure(.internalError, "there is no signing key") }
        return (key, made.issuer)
    }

    /// The public key that a token's header names, and who issues; nil when there is none.
    func verifier(of header: String) async throws -> (publicKey: [UInt8], issuer: String)? {
        let now = context.time.now()
        // Another node may have made a key that this one has not seen.
        for age in [Self.fresh, Self.retry] {
            let known = try await keys(notOlderThan: age)
            if let key = known.publicKey(header: header, at: now) { return (key, known.issuer) }
        }
        return nil
    }

    private func keys(notOlderThan age: Duration) async throws -> KnownKeys {
        let (now, uptime) = (context.time.now(), context.time.uptime())
        if let known = known.withLock(\.self), uptime - known.readAt < age { return known }
        let read = try await context.database.read { [store, vault = context.vault] connection in
            let records = try store.list(on: connection)
            let signer = try records.first { $0.signsUntil > now }.map { record in
                let text = try vault.open(owner: Self.vaultOwner, name: record.id, on: connection)
                return (
                    key: try SigningKey(seed: Redacted(Base64URL.bytes(text.reveal()) ?? [])), until: record.signsUntil
                )
            }
            let installation = try SettingStore().value(Self.installation, as: String.self, on: connection)
            return KnownKeys(
                issuer: installation.map { "urn:uuid:\($0)" } ?? "", records: records, signer: signer, readAt: uptime)
        }
        known.withLock { $0 = read }
        return read
    }

    /// Makes a key unless another node was faster, and lets go of what is no longer needed.
    private func makeKey(at now: Timestamp) async throws {
        let installation: Identifier<SigningKeys> = context.random.identifier(at: now)
        try await context.database.write { [store, vault = context.vault] connection in
            let records = try store.list(on: connection)
            guard !records.contains(where: { $0.signsUntil > now }) else { return }
            for record in records {
                try Vault.delete(owner: Self.vaultOwner, name: record.id, on: connection)
                if record.verifiesUntil <= now { try store.delete(record.id, on: connection) }
            }
            let seed = SigningKey.makeSeed()
            let key = try SigningKey(seed: seed)
            let end = now + Self.signing
            try vault.seal(
                Redacted(Base64URL.text(seed.reveal())), owner: Self.vaultOwner, name: key.id, at: now, on: connection)
            try store.insert(
                SigningKeyStore.Record(
                    id: key.id, publicKey: key.publicKey, createdAt: now, signsUntil: end,
                    verifiesUntil: end + Self.lifetime + Self.slack), on: connection)
            if try SettingStore().value(Self.installation, as: String.self, on: connection) == nil {
                try SettingStore().set(Self.installation, to: installation.description, on: connection)
            }
        }
    }
}
