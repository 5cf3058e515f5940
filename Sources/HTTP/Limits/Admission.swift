// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// Counts what each address takes of a server.
final class Admission: Sendable {
    private let policy: AdmissionPolicy
    private let requests: RateLimiter?
    private let connections = Mutex<[String: Int]>([:])

    init(_ policy: AdmissionPolicy, time: TimeSource) {
        self.policy = policy
        requests = policy.requests.map { RateLimiter($0, capacity: policy.addresses, time: time) }
    }

    /// Counts a connection of the address; false when it has as many as it may. A proxy's are not its own.
    func enter(_ address: String) -> Bool {
        guard let most = policy.connectionsPerAddress, !isProxy(address) else { return true }
        let key = NetworkAddress.customer(of: address)
        return connections.withLock { connections in
            guard connections[key, default: 0] < most else { return false }
            connections[key, default: 0] += 1
            return true
        }
    }

    /// Takes back what ``enter(_:)`` counted.
    func leave(_ address: String) {
        guard policy.connectionsPerAddress != nil, !isProxy(address) else { return }
        let key = NetworkAddress.customer(of: address)
        connections.withLock { connections in
            guard let count = connections[key] else { return }
            connections[key] = count > 1 ? count - 1 : nil
        }
    }

    /// Counts a request of the address: `too_many_requests`, with the time after which another may come, when it has asked
    /// as often as it may; else nil.
    func excess(of address: String?) -> Failure? {
        guard let requests, let address, let wait = requests.take(NetworkAddress.customer(of: address)) else {
            return nil
        }
        return Failure(
            .tooManyRequests, "there were too many requests from this address",
            hint: "wait before you ask again", retry: .after(wait))
    }

    /// The address on whose behalf the peer asks; nil for a peer of this machine.
    func client(_ peer: Peer, _ headers: HTTPHeaders) -> String? {
        let isUnix = if case .unix = peer { true } else { false }
        return ForwardedAddress.resolve(
            peer: peer.host, isTrustedUnix: isUnix && policy.trustsUnixPeers, headers: headers,
            trusted: policy.trustedProxies)
    }

    private func isProxy(_ address: String) -> Bool { policy.trustedProxies.contains { $0.contains(address) } }
}
