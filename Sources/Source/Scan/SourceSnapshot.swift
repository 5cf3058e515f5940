// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A scanned source tree: what it holds, and where its contents can be read.
package struct SourceSnapshot: Sendable {
    /// The folder, absolute and without symbolic links.
    package let root: String
    package let manifest: SourceManifest

    init(root: String, manifest: SourceManifest) {
        self.root = root
        self.manifest = manifest
    }

    /// One file of each content, e.g. to upload those that the server lacks.
    package var filesByDigest: [String: SourceFile] {
        var files: [String: SourceFile] = [:]
        for file in manifest.files {
            if case .file(let digest, _, _) = file.content, files[digest] == nil { files[digest] = file }
        }
        return files
    }

    /// Opens a file of the manifest; throws `source_unreadable` when it is gone or no longer a file.
    package func open(_ file: SourceFile) throws -> SourceFileReader {
        try SourceFileReader(path: root + "/" + file.path, name: file.path)
    }
}
