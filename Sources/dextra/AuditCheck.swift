// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import ControlPlane
import Glibc
import Identity
import Primitives
import Storage
import Vault
import Wire
import Workflows

/// `dextra audit verify --offline`: reads the audit log of a data directory whose server does not run.
enum AuditCheck {
    /// Claims the data directory. A key is never made here: without the right one nothing is proved.
    ///
    /// Throws `server_already_running`, `vault_key_missing`, `vault_key_mismatch`, `usage` and the codes of the store.
    static func run(home path: String, expecting text: String?) async throws -> AuditVerification {
        guard text == nil || text.flatMap({ AuditPlace($0) }) != nil else {
            throw Failure(
                .usage, "'\(text ?? "")' is no entry", hint: "write SEQUENCE:HASH, as 'dextra audit verify' does")
        }
        umask(0o077)
        guard access(path, F_OK) == 0 else {
            throw Failure.system(errno, "can't open the data directory \(path)", hint: "choose it with --home")
        }
        let home = try ServerHome.open(path)
        defer { withExtendedLifetime(home) {} }
        guard access(home.vaultKey, F_OK) == 0 else {
            throw Failure(
                .vaultKeyMissing, "the vault's key file \(home.vaultKey) is missing, and the log is sealed with it",
                hint: "put it back from where it is kept")
        }
        let logger = Logger(label: "audit", sink: StandardErrorSink(format: .human), minimum: .warning)
        let store = try await RecordStore.open(nil, home, logger)
        do {
            let vault = try await Vault.open(
                keyFile: home.vaultKey, database: store.database, isShared: store.kind == .postgreSQL,
                at: TimeSource.system.now())
            let context = IdentityContext(
                database: store.database, events: EventLog(database: store.database, time: .system), vault: vault,
                time: .system)
            let result = try await AuditLog(context, logger: logger)
                .verify(expecting: text.flatMap { AuditPlace($0) })
            await store.database.close()
            return result
        } catch {
            await store.database.close()
            throw error
        }
    }
}
