// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Hashing
import Model
import Primitives

/// Walks a folder and says what would be deployed of it.
///
/// Left out: what `.gitignore` and `.dextraignore` say (the latter is read after the former and wins), in this folder,
/// below it and, inside a git repository, above it up to the repository's root; and always the version control's own
/// folders, dependencies and caches that a build makes again (`.git`, `node_modules`, `.venv`, `__pycache__` and the
/// like). Reads and hashes every file that is left; blocks, so not for an event loop.
package struct SourceScanner: Sendable {
    private let limits: SourceLimits

    package init(limits: SourceLimits = SourceLimits()) { self.limits = limits }

    /// Throws `source_not_found`, `source_empty`, `source_unreadable`, `source_too_large`, `symlink_escapes`,
    /// `source_file_unsupported`, and `CancellationError` between two files.
    package func scan(_ path: String) throws -> SourceSnapshot {
        let root = try Self.resolved(path)
        var walk = Walk(root: root, limits: limits)
        try walk.visit("", RepositoryRules.above(root))
        guard !walk.files.isEmpty else {
            throw Failure(
                .sourceEmpty, "there is nothing to deploy in '\(path)'",
                hint: "check the path, .gitignore and .dextraignore", metadata: [.init("path", root)])
        }
        if let link = SourceManifest.escapingLink(among: walk.files), case .symlink(let target) = link.content {
            throw Failure(
                .symlinkEscapes, "the symbolic link '\(link.path)' leads to '\(target)', out of the source",
                hint: "copy what it links to, make the link relative, or add it to .dextraignore",
                metadata: [.init("path", link.path), .init("target", target)])
        }
        return SourceSnapshot(root: root, manifest: try SourceManifest(files: walk.files))
    }

    private static func resolved(_ path: String) throws -> String {
        guard let pointer = realpath(path, nil) else {
            guard errno == ENOENT || errno == ENOTDIR else { throw SourceFileReader.unreadable(path, errno) }
            throw Failure(.sourceNotFound, "there is no folder '\(path)'", hint: "check the path")
        }
        defer { free(pointer) }
        let root = String(cString: pointer)
        var status = stat()
        guard stat(root, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure(.sourceNotFound, "'\(path)' is not a folder", hint: "give the folder that holds the app")
        }
        return root
    }
}

/// One walk under way.
private struct Walk {
    let root: String
    let limits: SourceLimits
    var files: [SourceFile] = []
    var totalBytes: Int64 = 0

    mutating func visit(_ folder: String, _ outer: RepositoryRules) throws {
        let entries = try FolderListing.read(root, folder)
        var rules = outer
        for name in [".gitignore", ".dextraignore"]
        where entries.contains(where: { $0.name == name && $0.kind == .file }) {
            rules = rules.adding(try text(of: folder.isEmpty ? name : folder + "/" + name), in: folder)
        }
        for entry in entries where !AlwaysIgnored.contains(entry.name) {
            let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
            if rules.ignores(path, isFolder: entry.kind == .folder) { continue }
            try Task.checkCancellation()
            switch entry.kind {
            case .folder:
                if access("\(root)/\(path)/\(AlwaysIgnored.virtualEnvironmentMark)", F_OK) != 0 {
                    try visit(path, rules)
                }
            case .link: try add(SourceFile(path: path, content: .symlink(target: try target(of: path))))
            case .file: try add(try hashed(path, entry))
            case .special:
                throw Failure(
                    .sourceFileUnsupported, "'\(path)' is a socket, pipe or device",
                    hint: "remove it, or add it to .dextraignore", metadata: [.init("path", path)])
            }
        }
    }

    private mutating func add(_ file: SourceFile) throws {
        files.append(file)
        totalBytes += file.size
        guard files.count <= limits.files else {
            throw tooLarge("the source has more than \(limits.files) files", path: nil)
        }
        guard totalBytes <= limits.totalBytes else {
            throw tooLarge("the source has more than \(limits.totalBytes >> 20) MiB", path: nil)
        }
    }

    private func hashed(_ path: String, _ entry: FolderListing.Entry) throws -> SourceFile {
        guard entry.size <= limits.fileBytes else {
            throw tooLarge(
                "'\(path)' has \(entry.size >> 20) MiB, more than the \(limits.fileBytes >> 20) MiB a file may have",
                path: path)
        }
        let reader = try SourceFileReader(path: root + "/" + path, name: path)
        var hash = SHA256()
        var size: Int64 = 0
        while let bytes = try reader.next() {
            hash.update(bytes)
            size += Int64(bytes.count)
            // It may grow while it is read.
            guard size <= limits.fileBytes else {
                throw tooLarge("'\(path)' grew over \(limits.fileBytes >> 20) MiB", path: path)
            }
        }
        return SourceFile(
            path: path, content: .file(digest: hash.hex(), size: size, executable: entry.isExecutable))
    }

    private func tooLarge(_ message: String, path: String?) -> Failure {
        Failure(
            .sourceTooLarge, message, hint: "add what the app doesn't need to .dextraignore",
            metadata: path.map { [.init("path", $0)] } ?? [])
    }

    private func target(of path: String) throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("\(root)/\(path)", &buffer, buffer.count)
        guard count >= 0 else { throw SourceFileReader.unreadable(path, errno) }
        guard let text = String(validating: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
        else {
            throw Failure(
                .sourceFileUnsupported, "the symbolic link '\(path)' leads to a name that is not UTF-8 text",
                hint: "rename what it links to")
        }
        return text
    }

    private func text(of path: String) throws -> [UInt8] {
        let reader = try SourceFileReader(path: root + "/" + path, name: path)
        var text: [UInt8] = []
        while text.count < 1 << 20, let bytes = try reader.next() { text += bytes }
        return text
    }
}
