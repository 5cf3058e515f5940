// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// One thread's share of a blob store: what blocks runs here.
actor BlobLane {
    private let names: BlobNames
    private let executor: ThreadExecutor
    private var uploads = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var layout: BlobLayout { names.layout }

    init(names: BlobNames, executor: ThreadExecutor) {
        self.names = names
        self.executor = executor
    }

    func writer() throws -> BlobWriter {
        uploads += 1
        let lane = UInt(bitPattern: ObjectIdentifier(self).hashValue)
        let path = layout.incoming + "/\(getpid())-\(lane)-\(uploads)"
        return BlobWriter(upload: try BlobUpload(path: path), names: names, executor: executor)
    }

    func reader(_ digest: String) throws -> BlobReader {
        BlobReader(content: try BlobContent(digest, in: layout), executor: executor)
    }

    func contains(_ digest: String) throws -> Bool { try access(layout.path(of: digest), F_OK) == 0 }

    func missing(of digests: [String]) throws -> [String] {
        var seen: Set<String> = []
        return try digests.filter { try !names.touch($0) && seen.insert($0).inserted }
    }

    func read(_ digest: String, limit: Int) throws -> [UInt8] {
        let content = try BlobContent(digest, in: layout)
        var bytes: [UInt8] = []
        while let piece = try content.next() {
            guard bytes.count + piece.count <= limit else {
                throw Failure(.blobTooLarge, "the content \(digest) is larger than \(limit) bytes")
            }
            bytes += piece
        }
        return bytes
    }

    func copy(_ digest: String, to path: RelativePath, below root: RootFolder, mode: mode_t) throws {
        let content = try BlobContent(digest, in: layout)
        let file = try root.makeFile(path, mode: mode)
        do {
            while let piece = try content.next() { try piece.withUnsafeBytes { try file.write($0) } }
        } catch {
            try? root.removeFile(path)
            throw error
        }
    }

    func remove(_ digest: String) throws -> Bool { try names.remove(digest) }

    func remove(_ digest: String, unusedFor time: Duration) throws -> Bool {
        try names.remove(digest, unusedFor: time)
    }

    func entries() throws -> [StoredBlob] {
        let folders = try Directory.names(in: layout.root).filter { $0.utf8.count == 2 }
        return try folders.flatMap { folder in try Directory.names(in: layout.root + "/" + folder).map { folder + $0 } }
            .sorted().compactMap { digest in
                guard let path = try? layout.path(of: digest) else { return nil }
                var status = stat()
                guard lstat(path, &status) == 0 else { return nil }
                return StoredBlob(
                    digest: digest, size: Int64(status.st_size), usedAt: BlobNames.time(of: status))
            }
    }
}
