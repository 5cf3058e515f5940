// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Every file of a source tree, by path and content: what is uploaded, deployed and compared.
///
/// Files are sorted by the bytes of their path and unique; folders exist only as prefixes of paths.
package struct SourceManifest: Sendable, Hashable, Codable {
    package let files: [SourceFile]

    /// Most files one source may have.
    package static let maximumFiles = 200_000
    /// Most bytes one file may have: 512 MiB.
    package static let maximumFileBytes: Int64 = 512 << 20
    /// Most bytes all files may have together: 2 GiB.
    package static let maximumTotalBytes: Int64 = 2 << 30

    /// Sorts the files; throws `invalid_source_manifest` when they don't make a tree that can be written safely.
    ///
    /// Refused: absolute paths, `.`, `..` and empty components, NUL, two files of one path, a file that is also a
    /// folder, a link out of the tree, and digests that are not SHA-256 in lower-case hex.
    package init(files: [SourceFile]) throws(Failure) {
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        try SourceManifestRules.check(self.files)
    }

    /// The file at a path, byte by byte; nil when there is none.
    package subscript(path: String) -> SourceFile? {
        var low = 0
        var high = files.count
        while low < high {
            let middle = (low + high) / 2
            if files[middle].path.utf8.lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
        }
        return low < files.count && files[low].path.utf8.elementsEqual(path.utf8) ? files[low] : nil
    }

    /// Bytes of all files together.
    package var totalBytes: Int64 { files.reduce(0) { $0 + $1.size } }

    /// The digests of all contents, each once.
    package var digests: Set<String> {
        Set(files.compactMap { if case .file(let digest, _, _) = $0.content { digest } else { nil } })
    }

    /// The text whose SHA-256 names this source. Two trees have the same text exactly when they are the same tree.
    package var canonicalText: String {
        var text = "dextra-source 1\n"
        for file in files {
            switch file.content {
            case .file(let digest, let size, let executable):
                text += "\(executable ? "x" : "f") \(digest) \(size) \(file.path)\0"
            case .symlink(let target): text += "l \(target)\0\(file.path)\0"
            }
        }
        return text
    }

    private enum CodingKeys: String, CodingKey { case files }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(files: try values.decode([SourceFile].self, forKey: .files))
    }
}

/// One file of a source tree.
package struct SourceFile: Sendable, Hashable {
    /// Relative to the root, components separated by `/`.
    package var path: String
    package var content: Content

    package enum Content: Sendable, Hashable {
        /// SHA-256 of the bytes in lower-case hex, how many there are, and whether the owner may execute the file.
        case file(digest: String, size: Int64, executable: Bool)
        /// A link to another place in the same tree, relative to the link's own folder.
        case symlink(target: String)
    }

    package init(path: String, content: Content) {
        self.path = path
        self.content = content
    }

    /// Where it is written. Throws `invalid_source_manifest` for what is no path below a root.
    package func relativePath() throws(Failure) -> RelativePath {
        guard let path = RelativePath(path) else {
            throw Failure(.invalidSourceManifest, "'\(self.path)' is not a relative path below the source's root")
        }
        return path
    }

    /// Bytes of the content; 0 for links.
    package var size: Int64 { if case .file(_, let size, _) = content { size } else { 0 } }
}

extension SourceFile: Codable {
    private enum Key: String, CodingKey { case path, digest, size, executable, symlink }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        path = try values.decode(String.self, forKey: .path)
        if let target = try values.decodeIfPresent(String.self, forKey: .symlink) {
            content = .symlink(target: target)
        } else {
            content = .file(
                digest: try values.decode(String.self, forKey: .digest),
                size: try values.decode(Int64.self, forKey: .size),
                executable: try values.decodeIfPresent(Bool.self, forKey: .executable) ?? false)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(path, forKey: .path)
        switch content {
        case .symlink(let target): try values.encode(target, forKey: .symlink)
        case .file(let digest, let size, let executable):
            try values.encode(digest, forKey: .digest)
            try values.encode(size, forKey: .size)
            if executable { try values.encode(true, forKey: .executable) }
        }
    }
}

extension FailureCode {
    package static let invalidSourceManifest = FailureCode("invalid_source_manifest", .invalid)
}
