// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What keeps a command away from the server's files, sockets, keys and processes, and from other projects'.
package enum Isolation: Sendable, Hashable {
    /// The server's own authority. Say so to people wherever an app runs like this.
    case none
    /// A user of its own, without groups and without a way back; needs root.
    case uid(UInt32, gid: UInt32)
    /// Namespaces of its own, for ordinary users. It sees the file system read-only, an empty /tmp, nothing at the
    /// `hide` paths, only its own processes, and what is exposed, at its own place. What may be written must exist. Of
    /// nested paths the deepest decides.
    case userNamespace(hide: [String], exposeReadOnly: [String], exposeReadWrite: [String])

    /// The records that tell the shim.
    var records: [String] {
        switch self {
        case .none: ["isolation=none"]
        case .uid(let uid, let gid): ["isolation=uid", "uid=\(uid)", "gid=\(gid)"]
        case .userNamespace(let hidden, let readOnly, let readWrite):
            ["isolation=user-namespace"] + hidden.map { "hide=\($0)" } + readOnly.map { "read-only=\($0)" }
                + readWrite.map { "read-write=\($0)" }
        }
    }
}
