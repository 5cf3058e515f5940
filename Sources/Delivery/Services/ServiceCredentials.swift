// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
package import Primitives
package import Storage
package import Vault

/// The passwords of backing services: made once for each, sealed before the service first starts, and kept as long as the
/// project, because the service keeps them in its data.
package struct ServiceCredentials: Sendable {
    private let database: any Database
    private let vault: Vault
    private let time: TimeSource
    private let random: RandomSource

    /// 32 letters and digits carry 190 bits.
    private static let length = 32
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    package init(database: any Database, vault: Vault, time: TimeSource, random: RandomSource) {
        self.database = database
        self.vault = vault
        self.time = time
        self.random = random
    }

    /// By service and name of the secret; those that are missing are made.
    func ensure(
        _ services: [ServiceDeclaration], project: ProjectID, profile: Profile
    ) async throws -> [String: [String: Redacted<String>]] {
        try await database.write { [vault, time, random] connection in
            var all: [String: [String: Redacted<String>]] = [:]
            for service in services {
                for name in ServiceCatalog.credentials(of: service) {
                    let owner = Self.owner(project, profile)
                    let record = "\(service.name)/\(name)"
                    if let known = try Self.find(record, owner, vault, on: connection) {
                        all[service.name, default: [:]][name] = known
                    } else {
                        let value = Redacted(Self.password(random))
                        try vault.seal(value, owner: owner, name: record, at: time.now(), on: connection)
                        all[service.name, default: [:]][name] = value
                    }
                }
            }
            return all
        }
    }

    /// Those that were made, by service and name.
    func find(
        _ services: [ServiceDeclaration], project: ProjectID, profile: Profile
    ) async throws -> [String: [String: Redacted<String>]] {
        try await database.read { [vault] connection in
            var all: [String: [String: Redacted<String>]] = [:]
            for service in services {
                for name in ServiceCatalog.credentials(of: service) {
                    all[service.name, default: [:]][name] = try Self.find(
                        "\(service.name)/\(name)", Self.owner(project, profile), vault, on: connection)
                }
            }
            return all
        }
    }

    static func deleteAll(of project: ProjectID, on connection: any WriteConnection) throws {
        for profile in Profile.allCases { try Vault.deleteAll(owner: owner(project, profile), on: connection) }
    }

    private static func find(
        _ record: String, _ owner: String, _ vault: Vault, on connection: any ReadConnection
    ) throws -> Redacted<String>? {
        do {
            return try vault.open(owner: owner, name: record, on: connection)
        } catch let failure as Failure where failure.code == .secretNotFound {
            return nil
        }
    }

    private static func owner(_ project: ProjectID, _ profile: Profile) -> String {
        "services/\(project)/\(profile.rawValue)"
    }

    private static func password(_ random: RandomSource) -> String {
        String(
            decoding: (0..<length).map { _ in alphabet[Int(random.fraction() * Double(alphabet.count))] }, as: UTF8.self
        )
    }
}
