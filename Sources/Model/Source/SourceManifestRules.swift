// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a list of files must obey so that writing it below a folder touches nothing outside that folder.
enum SourceManifestRules {
    static func check(_ files: [SourceFile]) throws(Failure) {
        guard files.count <= SourceManifest.maximumFiles else {
            throw Failure(
                .invalidSourceManifest, "the source has \(files.count) files, more than \(SourceManifest.maximumFiles)",
                hint: "add generated folders to .dextraignore")
        }
        var folders: Set<RelativePath> = []
        var paths: [RelativePath] = []
        var total: Int64 = 0
        for file in files {
            let path = try file.relativePath()
            paths.append(path)
            folders.formUnion(path.folders)
            switch file.content {
            case .file(let digest, let size, _):
                guard isDigest(digest), (0...SourceManifest.maximumFileBytes).contains(size) else {
                    throw Failure(.invalidSourceManifest, "'\(file.path)' has no valid SHA-256 digest and size")
                }
            case .symlink: break
            }
            // Only what is known to be small can't overflow.
            total += file.size
        }
        guard total <= SourceManifest.maximumTotalBytes else {
            throw Failure(.invalidSourceManifest, "the source has more than \(SourceManifest.maximumTotalBytes) bytes")
        }
        if let link = SourceManifest.escapingLink(among: files) {
            throw Failure(.invalidSourceManifest, "the link '\(link.path)' leads out of the source")
        }
        for (path, next) in zip(paths, paths.dropFirst()) where path == next {
            throw Failure(.invalidSourceManifest, "'\(path.text)' is in the source twice")
        }
        for path in paths where folders.contains(path) {
            throw Failure(.invalidSourceManifest, "'\(path.text)' is both a file and a folder")
        }
    }

    /// Whether following a link never climbs above the root, as the kernel would follow it: `a/..` is not the root when
    /// `a` is itself a link. Gives up, as the kernel does, after 40 links.
    fileprivate static func staysInside(
        _ target: String, from folder: RelativePath?, links: [RelativePath: String]
    ) -> Bool {
        guard isLinkTarget(target) else { return false }
        var place = folder
        var ahead = Array(target.pathNames.reversed())
        var followed = 1
        while let name = ahead.popLast() {
            if name == "." { continue }
            if name == ".." {
                guard let left = place else { return false }
                place = left.folder
                continue
            }
            // A name or a path that is too long leads nowhere, for the kernel too.
            guard let next = RelativePath((place.map { $0.text + "/" } ?? "") + name) else { return false }
            guard let target = links[next] else {
                place = next
                continue
            }
            followed += 1
            guard followed <= 40, isLinkTarget(target) else { return false }
            ahead += target.pathNames.reversed()
        }
        return true
    }

    private static func isLinkTarget(_ text: String) -> Bool {
        !text.isEmpty && !text.isAbsolutePath && !text.utf8.contains(0) && text.utf8.count <= RelativePath.longest
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}

extension SourceManifest {
    /// The first symbolic link that, followed as the kernel follows it, would leave the tree that these files make.
    package static func escapingLink(among files: [SourceFile]) -> SourceFile? {
        var links: [RelativePath: String] = [:]
        for file in files {
            if case .symlink(let target) = file.content, let path = RelativePath(file.path) { links[path] = target }
        }
        return files.first { file in
            guard case .symlink(let target) = file.content else { return false }
            guard let path = RelativePath(file.path) else { return true }
            return !SourceManifestRules.staysInside(target, from: path.folder, links: links)
        }
    }
}
