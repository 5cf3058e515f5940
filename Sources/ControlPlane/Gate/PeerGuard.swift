// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// Of this machine's users, lets in the server's own and root, as the kernel says who connected. Whoever comes over the
/// network has to say who they are, and passes.
package struct PeerGuard: Sendable {
    private let owner: UInt32

    package init(owner: UInt32) { self.owner = owner }

    /// Throws `forbidden_peer`.
    package func check(_ peer: Peer) throws(Failure) {
        if case .tcp = peer { return }
        guard let uid = peer.uid, uid == owner || uid == 0 else {
            throw Failure(
                .forbiddenPeer, "this socket answers to its own user (\(owner)) and root only",
                hint: "run the command as that user, sign in with 'dextra login', or set DEXTRA_HOME to a data "
                    + "directory of your own",
                metadata: peer.uid.map { [.init("uid", String($0))] } ?? [])
        }
    }
}
