// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Storage
package import Vault
package import Wire
package import Workflows

/// Credentials as sealed records of the database: a JSON object of strings for each platform.
package struct VaultCredentialStore: CredentialStore {
    private let database: any Database
    private let vault: Vault
    private let events: EventLog
    private let time: TimeSource
    private let records = CredentialRecordStore()

    private static let name = "fields"
    private static let mostFields = 32
    /// Bytes of one value: a private key or a service account's JSON fits.
    private static let longestValue = 16_384

    package init(database: any Database, vault: Vault, events: EventLog, time: TimeSource) {
        self.database = database
        self.vault = vault
        self.events = events
        self.time = time
    }

    package func store(
        _ fields: [String: Redacted<String>], for platform: CredentialPlatform, by actor: String
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
        let now = time.now()
        try await database.write { [vault, records, events] connection in
            try vault.seal(secret, owner: Self.owner(platform), name: Self.name, at: now, on: connection)
            try records.put(
                .init(platform: platform.text, fields: fields.keys.sorted(), updatedAt: now, updatedBy: actor),
                on: connection)
            try events.append(
                "credential.stored", subject: "credential/\(platform)", data: ["by": .string(actor)], on: connection)
        }
    }

    package func list() async throws -> [CredentialStatus] {
        try await database.read { [records] in try records.list(on: $0).map(CredentialStatus.init) }
    }

    package func status(of platform: CredentialPlatform) async throws -> CredentialStatus {
        let record = try await database.read { [records] in try records.find(platform.text, on: $0) }
        guard let record else { throw Self.notFound(platform) }
        return CredentialStatus(record)
    }

    package func delete(_ platform: CredentialPlatform, by actor: String) async throws {
        try await database.write { [records, events] connection in
            guard try records.delete(platform.text, on: connection) else { throw Self.notFound(platform) }
            try Vault.delete(owner: Self.owner(platform), name: Self.name, on: connection)
            try events.append(
                "credential.deleted", subject: "credential/\(platform)", data: ["by": .string(actor)], on: connection)
        }
    }

    package func open(_ platform: CredentialPlatform) async throws -> [String: Redacted<String>] {
        let secret = try await database.read { [vault, records] connection in
            guard try records.find(platform.text, on: connection) != nil else { throw Self.notFound(platform) }
            return try vault.open(owner: Self.owner(platform), name: Self.name, on: connection)
        }
        return try JSONText.decode([String: String].self, from: secret.reveal()).mapValues(Redacted.init)
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
