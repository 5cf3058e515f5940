// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The files a build may use: a folder, less what its ignore file leaves out.
///
/// Sent as a tar archive that depends on names, modes and contents only: sorted, owned by root, with one modification
/// time, so that the same files give the same bytes and the builder's cache holds.
package struct BuildContext: Sendable {
    /// Where the Dockerfile is.
    package enum Dockerfile: Sendable, Hashable {
        /// In the folder, relative to it.
        case path(String)
        /// Not in the folder: its text. The build's own files don't see it.
        case text(String)
    }

    /// Which files are left out.
    package enum Ignore: Sendable, Hashable {
        /// By `<Dockerfile>.dockerignore` when there is one, else by `.dockerignore`, else none.
        case file
        /// By these lines instead, in the same syntax.
        case text(String)
    }

    /// Before this moment ZIP files can't say when something was changed.
    package static let fixedTime = Timestamp(millisecondsSinceEpoch: 315_532_800_000)

    package var folder: String
    package var dockerfile: Dockerfile
    package var ignore: Ignore
    /// What every file's modification time reads. Web servers that make their ETag of time and size need another one
    /// for each release; the builder's cache does not mind.
    package var modified: Timestamp

    package init(
        folder: String, dockerfile: Dockerfile = .path("Dockerfile"), ignore: Ignore = .file,
        modified: Timestamp = BuildContext.fixedTime
    ) {
        self.folder = folder
        self.dockerfile = dockerfile
        self.ignore = ignore
        self.modified = modified
    }
}
