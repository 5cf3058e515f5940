// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux

/// Who is at the other end of a connection.
package enum Peer: Sendable, Hashable {
    /// A process of this machine, as the kernel recorded it when it connected (SO_PEERCRED).
    case unix(uid: UInt32, gid: UInt32, pid: Int32)
    case tcp(host: String, port: Int)
    case unknown

    /// The user of a unix peer; nil for every other kind.
    package var uid: UInt32? { if case .unix(let uid, _, _) = self { uid } else { nil } }

    /// The numeric address of a TCP peer; nil for every other kind.
    package var host: String? { if case .tcp(let host, _) = self { host } else { nil } }

    static func unix(descriptor: Int32) -> Peer {
        var peer = dx_peer()
        guard dx_peer_credentials(descriptor, &peer) == 0 else { return .unknown }
        return .unix(uid: peer.uid, gid: peer.gid, pid: peer.pid)
    }

    static func tcp(descriptor: Int32) -> Peer {
        var port: UInt16 = 0
        let host = numericHost { dx_remote_address(descriptor, $0.baseAddress, UInt32($0.count), &port) }
        return host.map { .tcp(host: $0, port: Int(port)) } ?? .unknown
    }

    /// The text that a call wrote into a host buffer, nil when it reports an error.
    static func numericHost(_ body: (UnsafeMutableBufferPointer<CChar>) -> Int32) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard body(buffer) == 0, let start = buffer.baseAddress else { return nil }
            return String(cString: start)
        }
    }
}
