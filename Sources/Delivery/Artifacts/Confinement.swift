// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Processes

/// How a project's own programs are kept apart from the server and from other projects on this machine.
package enum Confinement: Sendable, Hashable {
    /// A user ID for each project: the base plus the project's ordinal. For a server that is root.
    case userIDs(base: UInt32)
    /// Namespaces in which the given folders, the server's home first, can't be seen but for what stays readable.
    case userNamespaces(hide: [String], readable: [String])
    /// The server's own authority.
    case none

    /// Who the project's programs are; nil when they are the server's own user.
    func owner(of project: Project) -> FolderTree.Owner? {
        guard case .userIDs(let base) = self else { return nil }
        let id = base + UInt32(project.ordinal)
        return FolderTree.Owner(uid: id, gid: id)
    }

    /// What a build runs under, when it may write to these folders and nowhere else of the home.
    func isolation(of project: Project, writing folders: [String]) -> Isolation {
        switch self {
        case .userIDs(let base):
            let id = base + UInt32(project.ordinal)
            return .uid(id, gid: id)
        case .userNamespaces(let hidden, let readable):
            return .userNamespace(hide: hidden, exposeReadOnly: readable, exposeReadWrite: folders)
        case .none: return .none
        }
    }
}
