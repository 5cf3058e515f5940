// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What this machine allows for keeping apps away from the server, found by trying.
package enum IsolationProbe: Sendable, Hashable {
    /// A uid for each project: the server is root.
    case uid
    case userNamespace
    /// Nothing; the reason is for people.
    case none(reason: String)

    /// The name that the API shows.
    package var name: String {
        switch self {
        case .uid: "uid"
        case .userNamespace: "user-namespace"
        case .none: "none"
        }
    }

    /// Tries each way with a command that does nothing.
    package static func run(shim: ShimLocation) async throws -> IsolationProbe {
        let isRoot = geteuid() == 0
        let isolation: Isolation =
            isRoot
            ? .uid(65_534, gid: 65_534) : .userNamespace(hide: [], exposeReadOnly: [shim.path], exposeReadWrite: [])
        // The shim may lie where another uid can't execute it; any command will do then.
        let command = Command(
            executable: isRoot ? "/bin/true" : shim.path, arguments: isRoot ? [] : ["nothing"], isolation: isolation)
        let (status, _, error) = try await Child.collect(command, timeout: .seconds(20), limit: 4096, shim: shim)
        if status.isSuccess { return isRoot ? .uid : .userNamespace }
        let words = String(decoding: error, as: UTF8.self).split(separator: "\n").first.map(String.init)
        return .none(reason: words ?? status.description)
    }
}
