// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import HTTP
import Primitives
import Testing

@Suite struct PeerGuardTests {
    private let guardian = PeerGuard(owner: 1000)

    @Test(arguments: [UInt32(0), 1000])
    func letsInItsUserAndRoot(uid: UInt32) throws {
        try guardian.check(.unix(uid: uid, gid: 5, pid: 7))
    }

    @Test func leavesTheNetworkToTheGate() throws { try guardian.check(.tcp(host: "127.0.0.1", port: 1)) }

    @Test(arguments: [Peer.unix(uid: 1001, gid: 1000, pid: 7), .unix(uid: 210_001, gid: 0, pid: 7), .unknown])
    func refusesEverybodyElse(peer: Peer) {
        #expect { try guardian.check(peer) } throws: { ($0 as? Failure)?.code == .forbiddenPeer }
    }
}
