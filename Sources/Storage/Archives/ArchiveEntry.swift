// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Glibc
package import Primitives

/// One entry of an archive.
package struct ArchiveEntry: Sendable, Hashable {
    /// Relative, with `/` between components.
    package var path: String
    package var kind: Kind
    package var mode: mode_t
    package var owner: UInt32
    package var group: UInt32

    package enum Kind: Sendable, Hashable {
        case file(size: Int64)
        case folder
        case link(to: String)
    }

    package init(path: String, kind: Kind, mode: mode_t = 0o600, owner: UInt32 = 0, group: UInt32 = 0) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.owner = owner
        self.group = group
    }

    /// Bytes of the content.
    package var size: Int64 { if case .file(let size) = kind { size } else { 0 } }

    /// Where it is unpacked. Throws `archive_damaged` for a path that leads out of the folder it is unpacked into.
    package func relativePath() throws(Failure) -> RelativePath {
        guard let path = RelativePath(path) else {
            throw Failure(.archiveDamaged, "the archive has an entry named '\(self.path)'")
        }
        return path
    }
}

extension FailureCode {
    /// An archive is cut off, altered, or none.
    package static let archiveDamaged = FailureCode("archive_damaged", .corrupt)
}
