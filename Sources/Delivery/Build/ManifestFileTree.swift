// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Storage
import Synchronization

/// A source as the detector sees it, before any of its files is written: names from the manifest, contents from blobs.
///
/// The detector reads synchronously and blobs can't be, so a content that is not at hand is noted as missed and reads
/// as absent; ``answer(from:_:)`` fetches what was missed and asks again until nothing is.
final class ManifestFileTree: FileTree {
    private static let maximumFileBytes: Int64 = 1 << 20
    /// A table of frameworks reads a few files deep; more rounds than this would be a defect.
    private static let maximumRounds = 32

    private struct State {
        var contents: [String: [UInt8]] = [:]
        var missed: [String: String] = [:]
    }

    private let manifest: SourceManifest
    private let folders: [String: [FileTreeEntry]]
    private let state = Mutex(State())

    init(_ manifest: SourceManifest) {
        self.manifest = manifest
        var folders: [String: [FileTreeEntry]] = ["": []]
        for file in manifest.files {
            var parent = ""
            let components = file.path.split(separator: "/").map(String.init)
            for (depth, name) in components.enumerated() {
                let path = parent.isEmpty ? name : parent + "/" + name
                let isFolder = depth < components.count - 1
                if !isFolder || folders[path] == nil {
                    folders[parent, default: []].append(FileTreeEntry(name: name, isFolder: isFolder))
                }
                if isFolder, folders[path] == nil { folders[path] = [] }
                parent = path
            }
        }
        self.folders = folders.mapValues { entries in
            entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
    }

    func read(_ path: String) -> [UInt8]? {
        guard case .file(let digest, let size, _) = manifest[path]?.content, size <= Self.maximumFileBytes else {
            return nil
        }
        return state.withLock { state in
            if let bytes = state.contents[digest] { return bytes }
            state.missed[path] = digest
            return nil
        }
    }

    func isFile(_ path: String) -> Bool {
        guard case .file = manifest[path]?.content else { return false }
        return true
    }

    func list(_ folder: String) -> [FileTreeEntry] { folders[folder] ?? [] }

    func exists(_ path: String) -> Bool { path.isEmpty || manifest[path] != nil || folders[path] != nil }

    /// What a pure question about the tree answers once every content it asks for is there.
    func answer<Answer>(
        from blobs: BlobStore, _ question: (any FileTree) throws -> Answer
    ) async throws -> Answer {
        for _ in 0..<Self.maximumRounds {
            let answer = Result { try question(self) }
            let missed = state.withLock { state in
                defer { state.missed = [:] }
                return Set(state.missed.values)
            }
            guard !missed.isEmpty else { return try answer.get() }
            for digest in missed {
                let bytes = try await blobs.read(digest, limit: Int(Self.maximumFileBytes))
                state.withLock { $0.contents[digest] = bytes }
            }
        }
        return try question(self)
    }
}
