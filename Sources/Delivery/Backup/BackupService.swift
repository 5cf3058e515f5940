// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage
import Vault
package import Workflows

/// What people ask of backups while a server runs.
package struct BackupService: Sendable {
    private let parts: BackupParts
    private let engine: WorkflowEngine

    package init(_ parts: BackupParts, engine: WorkflowEngine) {
        self.parts = parts
        self.engine = engine
    }

    /// Where backups go when nobody says otherwise.
    package var folder: String { BackupFolder.own(parts.home) }

    /// Starts a backup.
    ///
    /// - target: a file, or a folder in which one is named for the time; absolute. nil for the home's own folder.
    ///
    /// Throws `backup_unsupported`, `passphrase_refused`, `invalid_argument`.
    package func create(
        at target: String?, isFolder: Bool, withData: Bool, withKey: Bool, passphrase: Redacted<String>?,
        _ request: RunRequest = RunRequest()
    ) async throws -> Run {
        _ = try BackupSupport.snapshotting(parts.database)
        let target = target ?? folder
        guard target.hasPrefix("/") else { throw Failure(.invalidArgument, "'\(target)' is not an absolute path") }
        let isNamed = !isFolder && target != folder
        let file = isNamed ? target : "\(target)/\(BackupFolder.name(at: parts.time.now()))"
        let wrapped = try passphrase.map {
            BackupInput.wrapped(
                try SealedKeyFile.seal(keyFile: parts.vaultKey, passphrase: $0), by: try Vault(keyFile: parts.vaultKey))
        }
        let input = BackupInput(
            file: file, withData: withData, withKey: withKey && wrapped == nil, wrappedKey: wrapped)
        return try await parts.database.write { [engine] connection in
            var input = input
            let earlier = try engine.input(of: BackupRun.kind, under: request, as: BackupInput.self, on: connection)
            if let earlier, input.isAgain(earlier, isNamed: isNamed) { input = earlier }
            return try engine.submit(
                kind: BackupRun.kind, subject: BackupRun.subject, projectID: nil,
                input: try JSONDocument(encoding: input),
                request: request, on: connection)
        }
    }

    /// Starts the backup that is due by the settings, if one is; nil when none is. Asked again, also after a restart and
    /// on another node, it starts no second one in the same slot.
    ///
    /// The vault's key is not in it: it lies beside the data it protects only when somebody says so.
    ///
    /// Throws `backup_unsupported` when one is asked for by a setting that was made with another database.
    package func createDue() async throws -> Run? {
        let now = parts.time.now()
        return try await parts.database.write { [parts, engine] connection in
            let settings = try SettingStore().server(on: connection)
            guard let every = settings.backupEvery else { return nil }
            _ = try BackupSupport.snapshotting(parts.database)
            let last = try BackupSchedule.latest(on: connection)
            guard BackupSchedule(every: every).isDue(after: last, at: now) else { return nil }
            let folder = settings.backupFolder ?? BackupFolder.own(parts.home)
            let name = BackupFolder.name(at: now, isScheduled: true)
            return try engine.submit(
                kind: BackupRun.kind, subject: BackupRun.subject, projectID: nil,
                input: try JSONDocument(encoding: BackupInput(file: "\(folder)/\(name)", isScheduled: true)),
                request: RunRequest(idempotencyKey: BackupSchedule.key(after: last, at: now)), on: connection)
        }
    }

    /// The backups in a folder, the home's own when it is nil.
    package func list(in folder: String?) throws -> [BackupSummary] {
        try BackupFolder(path: folder ?? self.folder).list()
    }
}
