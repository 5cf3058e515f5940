// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Model
import Primitives
package import Storage

/// The built trees of every project. All file work runs on a thread of its own.
///
/// An artifact is complete when its marker exists, which is written after the tree was synced; everything else is a
/// remainder that the next build removes. Folders are reachable for the project's own programs only: owner is the
/// server, group the project, 0750.
package actor ArtifactStore {
    private let layout: DeliveryLayout
    private let blobs: BlobStore
    private let confinement: Confinement
    private let executor: ThreadExecutor
    /// How often each project's files were looked at or written by whoever builds from them.
    private var uses: [ProjectID: Int] = [:]

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(layout: DeliveryLayout, blobs: BlobStore, confinement: Confinement) throws {
        self.layout = layout
        self.blobs = blobs
        self.confinement = confinement
        executor = try ThreadExecutor(name: "dextra-files")
    }

    /// Whether the artifact is whole and on the disk.
    package func isComplete(_ id: String, of project: Project) -> Bool {
        uses[project.id, default: 0] += 1
        return access(marker(id, project), F_OK) == 0
    }

    /// Makes an empty place for an artifact, removing what an earlier attempt left; returns the tree's folder.
    func begin(_ id: String, of project: Project) throws -> String {
        uses[project.id, default: 0] += 1
        try prepare(project)
        let folder = layout.artifact(id, of: project.name)
        try FolderTree.remove(folder)
        try makeFolder(folder, for: project)
        let app = layout.app(id, of: project.name)
        try Directory.create(app, mode: 0o755)
        return app
    }

    /// Writes the source's files into an artifact's tree and gives them to the project's user.
    func write(
        _ manifest: SourceManifest, to app: String, of project: Project, progress: @Sendable (Double) -> Void
    ) async throws {
        let root = try RootFolder(app)
        var folders: Set<RelativePath> = []
        for file in manifest.files {
            for folder in try file.relativePath().folders where folders.insert(folder).inserted {
                try root.makeFolder(folder, mode: 0o755)
            }
        }
        var written: Int64 = 0
        let total = max(1, manifest.totalBytes)
        for file in manifest.files {
            try Task.checkCancellation()
            let path = try file.relativePath()
            switch file.content {
            case .file(let digest, let size, let executable):
                try await blobs.copy(digest, to: path, below: root, mode: executable ? 0o755 : 0o644)
                written += size
                progress(Double(written) / Double(total))
            case .symlink(let target): try root.makeLink(path, to: target)
            }
        }
        if let owner = confinement.owner(of: project) { try FolderTree.give(app, to: owner) }
    }

    /// Makes an artifact immutable and complete, and returns once a power failure can't undo that.
    func seal(_ id: String, of project: Project) throws {
        let server = confinement.owner(of: project).map { _ in FolderTree.Owner(uid: geteuid(), gid: getegid()) }
        try FolderTree.seal(layout.app(id, of: project.name), as: server)
        let folder = layout.artifact(id, of: project.name)
        try Directory.synchronizeFileSystem(of: folder)
        try FileDescriptor(path: marker(id, project), flags: O_WRONLY | O_CREAT).synchronize()
        try Directory.synchronize(folder)
        try Directory.synchronize(layout.artifacts(project.name))
    }

    /// Whether a path is a folder, also through links that the build made.
    func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Folders a build may write to beside its tree: the home and temporary files of its programs.
    func cacheFolder(of project: Project) throws -> String {
        uses[project.id, default: 0] += 1
        try prepare(project)
        let cache = layout.cache(project.name)
        try Directory.create(cache, mode: 0o700)
        if let owner = confinement.owner(of: project) {
            guard chown(cache, owner.uid, owner.gid) == 0 else {
                throw Failure.system(errno, "can't change the owner of \(cache)")
            }
        }
        return cache
    }

    /// Removes an artifact; fine when it is gone.
    package func remove(_ id: String, of project: Project) throws {
        // The marker first: a removal that is cut off must not leave a tree that looks whole.
        unlink(marker(id, project))
        try FolderTree.remove(layout.artifact(id, of: project.name))
    }

    /// A number that changes whenever somebody begins to rely on the project's files.
    func uses(of project: Project) -> Int { uses[project.id, default: 0] }

    /// Removes an artifact; false when it is gone, or somebody relied on the project's files since ``uses(of:)``.
    func remove(_ id: String, of project: Project, unlessUsedSince look: Int) throws -> Bool {
        guard uses(of: project) == look, access(layout.artifact(id, of: project.name), F_OK) == 0 else { return false }
        try remove(id, of: project)
        return true
    }

    /// Removes what package managers keep; false as above.
    func removeCache(of project: Project, unlessUsedSince look: Int) throws -> Bool {
        guard uses(of: project) == look, access(layout.cache(project.name), F_OK) == 0 else { return false }
        try FolderTree.remove(layout.cache(project.name))
        return true
    }

    /// Bytes of an artifact on the disk.
    func size(of id: String, of project: Project) -> Int64 {
        FolderTree.size(of: layout.artifact(id, of: project.name))
    }

    /// Bytes of what package managers keep, nil when there is nothing.
    func cacheSize(of project: Project) -> Int64? {
        let cache = layout.cache(project.name)
        return access(cache, F_OK) == 0 ? FolderTree.size(of: cache) : nil
    }

    /// The names of a project's artifacts, whole or not.
    package func list(of project: Project) throws -> [String] {
        try Directory.names(in: layout.artifacts(project.name))
    }

    /// Removes everything of a project.
    package func removeAll(of project: ProjectName) throws { try FolderTree.remove(layout.project(project)) }

    private func marker(_ id: String, _ project: Project) -> String {
        layout.artifact(id, of: project.name) + "/complete"
    }

    private func prepare(_ project: Project) throws {
        let folder = layout.project(project.name)
        try Directory.create(String(folder[..<(folder.lastIndex(of: "/") ?? folder.endIndex)]), mode: 0o711)
        try makeFolder(folder, for: project)
        try makeFolder(layout.artifacts(project.name), for: project)
    }

    /// A folder that the project's programs may pass through and read, and nobody else.
    private func makeFolder(_ path: String, for project: Project) throws {
        try Directory.create(path, mode: 0o700)
        guard let owner = confinement.owner(of: project) else { return }
        guard chown(path, geteuid(), owner.gid) == 0, chmod(path, 0o750) == 0 else {
            throw Failure.system(errno, "can't change the owner of \(path)")
        }
    }
}
