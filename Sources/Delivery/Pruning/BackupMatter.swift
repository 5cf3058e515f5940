// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import Storage

/// Backups made by themselves beyond the newest that are kept. Those that people made stay.
struct BackupMatter: PruneMatter {
    let kind = PruneKind.backup
    /// The data directory.
    let home: String

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        guard scope.project == nil else { return }
        let keep = scope.settings.backupKeep
        let (folder, names) = try scheduled(scope)
        for name in names.dropFirst(keep) {
            let file = "\(folder)/\(name)"
            var status = stat()
            let size = lstat(file, &status) == 0 ? Int64(status.st_size) : nil
            report.items.append(PruneItem(kind, file, size: size, why: "not among the \(keep) newest"))
        }
        report.keep(kind, min(keep, names.count), why: "among the \(keep) newest that were made by themselves")
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        let (folder, names) = try scheduled(scope)
        guard names.dropFirst(scope.settings.backupKeep).contains(where: { "\(folder)/\($0)" == item.name }) else {
            return false
        }
        guard unlink(item.name) != 0 else { return true }
        guard errno == ENOENT else { throw Failure.system(errno, "can't remove \(item.name)") }
        return false
    }

    /// Names sort by the time they were made: the newest first.
    private func scheduled(_ scope: PruneScope) throws -> (folder: String, names: [String]) {
        let folder = scope.settings.backupFolder ?? BackupFolder.own(home)
        return (folder, try Directory.names(in: folder).filter(BackupFolder.isScheduled).sorted(by: >))
    }
}
