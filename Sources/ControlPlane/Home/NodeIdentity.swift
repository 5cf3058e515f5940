// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Model
package import Primitives
import Storage

/// The name by which a data directory is known to the other nodes, for as long as it exists.
package enum NodeIdentity {
    /// The ID in the file, which is made when there is none.
    ///
    /// Throws `home_unusable` for a file that holds no ID: with a new one, this node's own runs and projects would
    /// belong to a stranger.
    package static func open(file path: String, random: RandomSource, now: Timestamp) throws -> NodeID {
        guard let text = try SmallFile.read(path) else {
            let id: NodeID = random.identifier(at: now)
            try SmallFile.write("\(id)\n", to: path)
            return id
        }
        guard let id = NodeID(text) else {
            throw Failure(
                .homeUnusable, "\(path) does not hold a node's ID",
                hint: "restore it from a backup of the data directory", metadata: [.init("path", path)])
        }
        return id
    }

    /// The host's name, for people.
    package static var hostName: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress, gethostname(start, buffer.count - 1) == 0 else { return "unnamed" }
            return String(cString: start)
        }
    }
}
