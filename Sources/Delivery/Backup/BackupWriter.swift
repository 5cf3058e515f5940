// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import Storage

/// Writes backups, on a thread of its own.
actor BackupWriter {
    private let parts: BackupParts
    private let executor: ThreadExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ parts: BackupParts) throws {
        self.parts = parts
        executor = try ThreadExecutor(name: "dextra-backup")
    }

    /// Makes the file whole under the temporary name, then gives it its own.
    ///
    /// Throws `backup_unsupported`, `disk_full`, `blob_not_found` with what should be there, `CancellationError`.
    func write(
        _ input: BackupInput, to temporary: String, progress: @Sendable (Double, String) -> Void
    ) async throws -> BackupSummary {
        let database = try BackupSupport.snapshotting(parts.database)
        try Directory.create(BackupFolder.parent(of: input.file))
        progress(0, "copying the database")
        let copy = temporary + ".db"
        try await database.snapshot(to: copy)
        let (schema, blobs) = try await contents(of: copy)
        let archive = try ArchiveWriter(path: temporary)
        var entries: [BackupLayout.Entry] = []
        var summary = BackupSummary(
            product: DextraVersion.current, schema: schema, createdAt: parts.time.now(), hasData: input.withData,
            key: input.key)
        let text = Array(try JSONText.encode(summary).utf8)
        entries.append(
            .init(
                path: BackupLayout.summary, size: Int64(text.count), sha256: try archive.add(BackupLayout.summary, text)
            ))
        entries.append(try add(copy, as: BackupLayout.database, to: archive))
        for (index, digest) in blobs.enumerated() {
            try Task.checkCancellation()
            if index % 64 == 0 {
                progress(0.1 + 0.7 * Double(index) / Double(blobs.count), "\(index) of \(blobs.count) contents")
            }
            entries.append(try add(try parts.blobs.file(of: digest), as: BackupLayout.blob(digest), to: archive))
        }
        if input.withKey { entries.append(try add(parts.vaultKey, as: BackupLayout.key, to: archive)) }
        if let sealed = try input.keyUnderPassphrase(openedWith: parts.vaultKey) {
            let digest = try archive.add(BackupLayout.sealedKey, sealed)
            entries.append(.init(path: BackupLayout.sealedKey, size: Int64(sealed.count), sha256: digest))
        }
        if input.withData {
            progress(0.8, "copying the applications' data")
            try addData(to: archive, &entries)
        }
        try archive.add(BackupLayout.list, Array(try JSONText.encode(entries).utf8))
        progress(0.95, "writing to disk")
        try archive.finish()
        try Task.checkCancellation()
        guard rename(temporary, input.file) == 0 else {
            throw Failure.system(errno, "can't rename \(temporary) to \(input.file)")
        }
        try Directory.synchronize(BackupFolder.parent(of: input.file))
        summary.file = input.file
        summary.size = archive.written
        summary.entries = entries.count
        return summary
    }

    /// The copy's schema, and the digests of all contents that it refers to, in order.
    private func contents(of copy: String) async throws -> (schema: Int, blobs: [String]) {
        let snapshot = try parts.open(copy)
        do {
            let (schema, manifests) = try await snapshot.read { connection in
                (try Schema.generation(on: connection), try SourceReferences.manifests(of: nil, on: connection))
            }
            await snapshot.close()
            return (schema, try await SourceReferences.contents(of: manifests, in: parts.blobs).sorted())
        } catch {
            await snapshot.close()
            throw error
        }
    }

    private func add(_ file: String, as path: String, to archive: ArchiveWriter) throws -> BackupLayout.Entry {
        guard access(file, F_OK) == 0 else {
            throw Failure(
                .blobNotFound, "\(path) should be there and is not",
                hint: "deploy the project it belongs to again, or prune the release that needs it")
        }
        let source = try FileDescriptor(path: file, flags: O_RDONLY | O_NOFOLLOW)
        let status = try source.status()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let entry = ArchiveEntry(
            path: path, kind: .file(size: Int64(status.st_size)), mode: status.st_mode & 0o7777, owner: status.st_uid,
            group: status.st_gid)
        let digest = try archive.add(entry) {
            // A single file may take minutes.
            try Task.checkCancellation()
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            return count == 0 ? nil : Array(buffer[..<count])
        }
        return BackupLayout.Entry(path: path, size: entry.size, sha256: digest)
    }

    private func addData(to archive: ArchiveWriter, _ entries: inout [BackupLayout.Entry]) throws {
        for project in try Directory.names(in: parts.home + "/projects").sorted() {
            let data = "projects/\(project)/data"
            if access("\(parts.home)/\(data)", F_OK) == 0 { try addTree(data, to: archive, &entries, depth: 0) }
        }
    }

    /// Files, folders and links; sockets, pipes and devices mean nothing elsewhere. What goes away meanwhile is left out.
    private func addTree(
        _ path: String, to archive: ArchiveWriter, _ entries: inout [BackupLayout.Entry], depth: Int
    ) throws {
        try Task.checkCancellation()
        let full = "\(parts.home)/\(path)"
        var status = stat()
        guard depth < FolderTree.maximumDepth, lstat(full, &status) == 0 else { return }
        func entry(_ kind: ArchiveEntry.Kind) -> ArchiveEntry {
            ArchiveEntry(
                path: path, kind: kind, mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            do {
                entries.append(try add(full, as: path, to: archive))
            } catch let failure as Failure where failure.code == .blobNotFound { return }
        case S_IFLNK:
            var target = [UInt8](repeating: 0, count: 4096)
            let count = target.withUnsafeMutableBytes { buffer in
                buffer.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { readlink(full, $0, 4096) } ?? -1 }
            }
            guard count > 0 else { return }
            try archive.add(entry(.link(to: String(decoding: target[..<count], as: UTF8.self))))
        case S_IFDIR:
            try archive.add(entry(.folder))
            for name in try Directory.names(in: full).sorted() {
                try addTree("\(path)/\(name)", to: archive, &entries, depth: depth + 1)
            }
        default: return
        }
    }
}
