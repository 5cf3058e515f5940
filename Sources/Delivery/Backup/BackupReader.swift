// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Hashing
package import Model
package import Primitives
package import Storage
import Vault

/// Checks backups and makes a home of them again. Needs no server, and blocks.
package struct BackupReader: Sendable {
    private let open: @Sendable (String) throws -> any SnapshottingDatabase

    /// - open: opens a database file.
    package init(open: @escaping @Sendable (String) throws -> any SnapshottingDatabase) { self.open = open }

    /// Reads all of a backup: every digest, the database, and whether every content that it refers to is there.
    ///
    /// Throws `backup_damaged` with the entry, `backup_newer`.
    package func verify(_ file: String) async throws -> BackupSummary {
        var template = Array("/tmp/dextra-verify-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't create a temporary folder") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FolderTree.remove(folder) }
        let content = try unpack(file, to: folder) { $0 == BackupLayout.database }
        try await check(content, in: folder, file)
        return content.summary
    }

    /// Makes a home of a backup, whole or not at all.
    ///
    /// Throws what ``verify(_:)`` throws, `home_not_empty`, `home_in_use`, `passphrase_wrong`.
    package func restore(
        _ file: String, to home: String, passphrase: Redacted<String>?
    ) async throws -> BackupSummary {
        try checkEmpty(home)
        let parent = BackupFolder.parent(of: home)
        try Directory.create(parent, mode: 0o755)
        let name = home[home.index(after: home.lastIndex(of: "/") ?? home.startIndex)...]
        // What an earlier attempt left that was killed.
        for other in try Directory.names(in: parent) where other.hasPrefix("\(name).restoring-") {
            try FolderTree.remove("\(parent)/\(other)")
        }
        let folder = "\(home).restoring-\(getpid())"
        do {
            try Directory.create(folder)
            let content = try unpack(file, to: folder) { _ in true }
            try await check(content, in: folder, file)
            try openKey(in: folder, passphrase)
            try await takeOver(folder)
            for name in [BackupLayout.summary, BackupLayout.list, BackupLayout.sealedKey] {
                unlink("\(folder)/\(name)")
            }
            try Directory.synchronizeFileSystem(of: folder)
            guard rename(folder, home) == 0 else {
                throw Failure.system(errno, "can't put the restored folder in place at \(home)")
            }
            try Directory.synchronize(parent)
            return content.summary
        } catch {
            try? FolderTree.remove(folder)
            throw error
        }
    }

    static func summary(of archive: ArchiveReader) throws -> BackupSummary {
        guard let first = try archive.next(), first.path == BackupLayout.summary else {
            throw Failure(.backupDamaged, "the file is no backup: it does not begin with \(BackupLayout.summary)")
        }
        let summary = try JSONText.decode(BackupSummary.self, from: try archive.readAll(limit: 1 << 20))
        guard summary.format <= BackupSummary.currentFormat, summary.schema <= Schema.generation else {
            throw Failure(
                .backupNewer, "version \(summary.product) made this backup, which this older one can't read",
                hint: "install that version or a newer one",
                metadata: [.init("schema", String(summary.schema)), .init("ours", String(Schema.generation))])
        }
        return summary
    }

    private struct Content {
        var summary: BackupSummary
        private let paths: Set<RelativePath>

        init(_ summary: BackupSummary, _ list: [BackupLayout.Entry]) {
            self.summary = summary
            paths = Set(list.compactMap { RelativePath($0.path) })
        }

        func has(_ path: String) -> Bool { RelativePath(path).map(paths.contains) ?? false }
    }

    /// Reads every entry and compares its digest with the list at the end; what is wanted is written below the folder.
    private func unpack(_ file: String, to folder: String, wanted: (String) -> Bool) throws -> Content {
        do {
            let archive = try ArchiveReader(path: file)
            var summary = try Self.summary(of: archive)
            var found: [RelativePath: String] = [:]
            let unpacking = try BackupUnpacking(folder: folder)
            var list: [BackupLayout.Entry]?
            while let entry = try archive.next() {
                if entry.path == BackupLayout.list {
                    list = try JSONText.decode([BackupLayout.Entry].self, from: try archive.readAll(limit: 1 << 30))
                    continue
                }
                let digest = try unpacking.write(entry, from: archive, isWanted: wanted(entry.path))
                if case .file = entry.kind { found[try entry.relativePath()] = digest }
            }
            guard let list else { throw Self.damaged(BackupLayout.list, "it is missing") }
            for entry in list where entry.path != BackupLayout.summary {
                guard let digest = RelativePath(entry.path).flatMap({ found.removeValue(forKey: $0) }) else {
                    throw Self.damaged(entry.path, "it is missing")
                }
                guard digest == entry.sha256 else { throw Self.damaged(entry.path, "its content was changed") }
            }
            if let extra = found.keys.map(\.text).min() {
                throw Self.damaged(extra, "it does not belong to the backup")
            }
            summary.file = file
            summary.entries = list.count
            return Content(summary, list)
        } catch let failure as Failure where failure.code == .archiveDamaged {
            var copy = Failure(.backupDamaged, failure.message, hint: failure.hint, metadata: failure.metadata)
            copy.cause = failure.cause
            throw copy
        } catch let failure as Failure where failure.code.category == .invalid {
            throw Self.damaged(BackupLayout.list, failure.message)
        }
    }

    /// The database is sound, and each content it refers to is in the backup.
    private func check(_ content: Content, in folder: String, _ file: String) async throws {
        guard content.has(BackupLayout.database) else {
            throw Self.damaged(BackupLayout.database, "it is missing")
        }
        let database = try open("\(folder)/\(BackupLayout.database)")
        do {
            try await database.checkIntegrity()
            let manifests = try await database.read { try SourceReferences.manifests(of: nil, on: $0) }
            if let missing = manifests.map(BackupLayout.blob).first(where: { !content.has($0) }) {
                throw Self.damaged(missing, "the database refers to it, and it is missing")
            }
            await database.close()
            try await checkContents(of: manifests, content, in: folder, file)
        } catch {
            await database.close()
            throw error
        }
    }

    /// The manifests are read from the backup itself, since verifying writes no blobs anywhere.
    private func checkContents(
        of manifests: Set<String>, _ content: Content, in folder: String, _ file: String
    ) async throws {
        let wanted = Dictionary(uniqueKeysWithValues: manifests.map { (BackupLayout.blob($0), $0) })
        let scratch = folder + "/.manifests"
        defer { try? FolderTree.remove(scratch) }
        for folder in [scratch, scratch + "/blobs"] { try Directory.create(folder) }
        let archive = try ArchiveReader(path: file)
        let unpacking = try BackupUnpacking(folder: scratch)
        while let entry = try archive.next() {
            guard wanted[entry.path] != nil else { continue }
            _ = try unpacking.write(entry, from: archive, isWanted: true)
        }
        let blobs = try BlobStore(root: scratch + "/blobs", threads: 1)
        for digest in try await SourceReferences.contents(of: manifests, in: blobs) {
            guard content.has(BackupLayout.blob(digest)) else {
                throw Self.damaged(BackupLayout.blob(digest), "a source refers to it, and it is missing")
            }
        }
    }

    private func openKey(in folder: String, _ passphrase: Redacted<String>?) throws {
        let sealed = "\(folder)/\(BackupLayout.sealedKey)"
        guard access(sealed, F_OK) == 0, let passphrase else { return }
        let file = try FileDescriptor(path: sealed, flags: O_RDONLY)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
        let key = try SealedKeyFile.open(Array(bytes[..<count]), passphrase: passphrase)
        let target = try FileDescriptor(
            path: "\(folder)/\(BackupLayout.key)", flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try key.withUnsafeBytes { try target.write($0) }
        try target.synchronize()
    }

    private func takeOver(_ folder: String) async throws {
        let database = try open("\(folder)/\(BackupLayout.database)")
        do {
            try await database.write { try Schema.takeOver(endingRunsOf: BackupRun.kind, on: $0) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    private func checkEmpty(_ home: String) throws {
        let names = try Directory.names(in: home)
        guard !names.isEmpty else { return }
        // A server that runs there says so better.
        if names.contains("dextra.lock") { _ = try HomeLock(path: home + "/dextra.lock") }
        throw Failure(
            .homeNotEmpty, "\(home) is not empty, and a backup is only restored into an empty folder",
            hint: "name another folder with --home, or move this one away")
    }

    private static func damaged(_ entry: String, _ reason: String) -> Failure {
        Failure(
            .backupDamaged, "the backup is damaged at \(entry): \(reason)", hint: "use another backup",
            metadata: [.init("entry", entry)])
    }
}
