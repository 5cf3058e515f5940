// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// Lets in the server's own user and root, as the kernel says who connected; nobody else, and nothing but unix peers.
package struct PeerGuard: Sendable {
    private let owner: UInt32

    package init(owner: UInt32) { self.owner = owner }

    /// Throws `forbidden_peer`.
    package func check(_ peer: Peer) throws(Failure) {
        guard let uid = peer.uid, uid == owner || uid == 0 else {
            throw Failure(
                .forbiddenPeer, "this server answers to its own user (\(owner)) and root only",
                hint: "run the command as that user, or set DEXTRA_HOME to a data directory of your own",
                metadata: peer.uid.map { [.init("uid", String($0))] } ?? [])
        }
    }
}

extension FailureCode {
    package static let forbiddenPeer = FailureCode("forbidden_peer", .forbidden)
}
