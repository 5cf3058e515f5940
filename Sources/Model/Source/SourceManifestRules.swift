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
        var folders: Set<String> = []
        var total: Int64 = 0
        for file in files {
            let components = try components(of: file.path)
            total += file.size
            for length in 1..<components.count { folders.insert(components[..<length].joined(separator: "/")) }
            switch file.content {
            case .file(let digest, let size, _):
                guard isDigest(digest), (0...SourceManifest.maximumFileBytes).contains(size) else {
                    throw Failure(.invalidSourceManifest, "'\(file.path)' has no valid SHA-256 digest and size")
                }
            case .symlink: break
            }
        }
        guard total <= SourceManifest.maximumTotalBytes else {
            throw Failure(.invalidSourceManifest, "the source has more than \(SourceManifest.maximumTotalBytes) bytes")
        }
        if let link = SourceManifest.escapingLink(among: files) {
            throw Failure(.invalidSourceManifest, "the link '\(link.path)' leads out of the source")
        }
        for (file, next) in zip(files, files.dropFirst()) where file.path == next.path {
            throw Failure(.invalidSourceManifest, "'\(file.path)' is in the source twice")
        }
        for file in files where folders.contains(file.path) {
            throw Failure(.invalidSourceManifest, "'\(file.path)' is both a file and a folder")
        }
    }

    private static func components(of path: String) throws(Failure) -> [Substring] {
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        let valid = components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 }
        guard valid, !path.utf8.contains(0), path.utf8.count < 4096 else {
            throw Failure(.invalidSourceManifest, "'\(path)' is not a relative path below the source's root")
        }
        return components
    }

    /// Whether following a link never climbs above the root, as the kernel would follow it: `a/..` is not the root when
    /// `a` is itself a link. Gives up, as the kernel does, after 40 links.
    fileprivate static func staysInside(
        _ target: String, from folder: ArraySlice<Substring>, links: [String: String]
    ) -> Bool {
        var place = folder.map(String.init)
        var ahead = Array(target.split(separator: "/", omittingEmptySubsequences: false).reversed())
        guard isLinkTarget(target) else { return false }
        var followed = 1
        while let component = ahead.popLast() {
            if component.isEmpty || component == "." { continue }
            if component == ".." {
                guard place.popLast() != nil else { return false }
                continue
            }
            place.append(String(component))
            guard let next = links[place.joined(separator: "/")] else { continue }
            followed += 1
            guard followed <= 40, isLinkTarget(next) else { return false }
            place.removeLast()
            ahead += next.split(separator: "/").reversed()
        }
        return true
    }

    private static func isLinkTarget(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("/") && !text.utf8.contains(0) && text.utf8.count < 4096
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
        var links: [String: String] = [:]
        for file in files { if case .symlink(let target) = file.content { links[file.path] = target } }
        return files.first { file in
            guard case .symlink(let target) = file.content else { return false }
            let folder = file.path.split(separator: "/").dropLast()
            return !SourceManifestRules.staysInside(target, from: folder, links: links)
        }
    }
}
