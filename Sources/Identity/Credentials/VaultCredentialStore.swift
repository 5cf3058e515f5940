// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Storage
import Vault
package import Wire

/// Credentials as sealed records of the database: a JSON object of strings for each platform.
package struct VaultCredentialStore: CredentialStore {
    private let context: IdentityContext
    private let records = CredentialRecordStore()

    private static let name = "fields"
    private static let mostFields = 32
    /// Bytes of one value: a private key or a service account's JSON fits.
    private static let longestValue = 16_384

    package init(_ context: IdentityContext) { self.context = context }

    package func store(
        _ fields: [String: Redacted<String>], for platform: CredentialPlatform,
        if condition: EntityCondition = .none, by actor: String
    ) async throws {
        guard (1...Self.mostFields).contains(fields.count), fields.keys.allSatisfy({ CredentialPlatform.isName($0) }),
            fields.values.allSatisfy({ (1...Self.longestValue).contains($0.reveal().utf8.count) })
        else {
            throw Failure(
                .credentialInvalid, "the credentials of \(platform) can't be stored as they are",
                hint: "give 1 to \(Self.mostFields) fields named with a-z, 0-9, _ and -, none of them empty or longer "
                    + "than \(Self.longestValue) bytes")
        }
        let secret = Redacted(try JSONText.encode(fields.mapValues { $0.reveal() }))
        let now = context.time.now()
        try await context.database.write { [context, records] connection in
            try require(condition, of: platform, on: connection)
            try context.vault.seal(secret, owner: Self.owner(platform), name: Self.name, at: now, on: connection)
            try records.put(
                .init(platform: platform.text, fields: fields.keys.sorted(), updatedAt: now, updatedBy: actor),
                on: connection)
            try context.record(
                "credential.stored", subject: "credential/\(platform)", data: ["by": .string(actor)], on: connection)
        }
    }

    package func list() async throws -> [CredentialStatus] {
        try await context.database.read { [records] in try records.list(on: $0).map(CredentialStatus.init) }
    }

    package func status(of platform: CredentialPlatform) async throws -> CredentialStatus {
        let record = try await context.database.read { [records] in try records.find(platform.text, on: $0) }
        guard let record else { throw Self.notFound(platform) }
        return CredentialStatus(record)
    }

    package func delete(
        _ platform: CredentialPlatform, if condition: EntityCondition = .none, by actor: String
    ) async throws {
        try await context.database.write { [context, records] connection in
            try require(condition, of: platform, on: connection)
            guard try records.delete(platform.text, on: connection) else { throw Self.notFound(platform) }
            try Vault.delete(owner: Self.owner(platform), name: Self.name, on: connection)
            try context.record(
                "credential.deleted", subject: "credential/\(platform)", data: ["by": .string(actor)], on: connection)
        }
    }

    package func open(_ platform: CredentialPlatform) async throws -> [String: Redacted<String>] {
        let secret = try await context.database.read { [vault = context.vault, records] connection in
            guard try records.find(platform.text, on: connection) != nil else { throw Self.notFound(platform) }
            return try vault.open(owner: Self.owner(platform), name: Self.name, on: connection)
        }
        return try JSONText.decode([String: String].self, from: secret.reveal()).mapValues(Redacted.init)
    }

    /// What is not there is in none of the states that somebody can have seen.
    private func require(
        _ condition: EntityCondition, of platform: CredentialPlatform, on connection: any ReadConnection
    ) throws {
        guard condition != .none else { return }
        let current = try records.find(platform.text, on: connection).map(CredentialStatus.init)
        try condition.check(try Revision(of: current), of: "credential/\(platform)")
    }

    private static func owner(_ platform: CredentialPlatform) -> String { "credential/\(platform)" }

    private static func notFound(_ platform: CredentialPlatform) -> Failure {
        Failure(
            .credentialNotFound, "there are no credentials for \(platform)", hint: "store some, or check the name")
    }
}

extension CredentialStatus {
    fileprivate init(_ record: CredentialRecordStore.Record) {
        self.init(
            platform: record.platform, fields: record.fields, updatedAt: record.updatedAt,
            updatedBy: record.updatedBy)
    }
}
