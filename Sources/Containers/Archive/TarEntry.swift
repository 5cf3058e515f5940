// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One member of a tar archive; the content of a file travels beside it.
package struct TarEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// With its size in bytes.
        case file(size: Int)
        case directory
        /// The target as written: it may be relative, absolute or nowhere.
        case symbolicLink(String)
        /// The path of a member before this one.
        case hardLink(String)
        /// A device, a pipe, or something of a dialect; the type flag of the header.
        case other(UInt8)
    }

    /// With slashes; a directory's has none at its end.
    package var path: String
    package var kind: Kind
    /// Permission bits, 0…0o7777.
    package var mode: UInt16
    /// Whole seconds.
    package var modified: Timestamp
    package var user: Int
    package var group: Int

    package init(
        _ path: String, _ kind: Kind, mode: UInt16? = nil, modified: Timestamp = BuildContext.fixedTime, user: Int = 0,
        group: Int = 0
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode ?? (kind == .directory ? 0o755 : 0o644)
        self.modified = modified
        self.user = user
        self.group = group
    }

    /// Bytes of content that follow the header.
    var contentSize: Int { if case .file(let size) = kind { size } else { 0 } }
}
