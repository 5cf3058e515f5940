// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// Tells whether a port can be listened on, by trying.
package enum PortProbe {
    /// Whether a program that sets `SO_REUSEADDR` can listen there, or also one that doesn't: to that one a port is taken
    /// for a minute after connections that were closed at this end (TIME_WAIT, RFC 9293 3.6.1).
    package static func isFree(_ port: Int, on address: String, reusingAddress: Bool = true) -> Bool {
        errorBinding(port, on: address, reusingAddress: reusingAddress) == 0
    }

    /// Throws `port_in_use`, saying who has it when that can be seen, or `permission_denied`.
    package static func require(_ port: Int, on address: String, purpose: String, hint: String) throws {
        let errorNumber = errorBinding(port, on: address, reusingAddress: true)
        guard errorNumber != 0 else { return }
        guard errorNumber == EADDRINUSE else {
            throw Failure.system(errorNumber, "can't listen on \(address):\(port) for \(purpose)", hint: hint)
        }
        let holder = ListeningSockets.holder(ofPort: port)
        throw Failure(
            .portInUse, "port \(port) for \(purpose) is in use" + (holder.map { " by \($0)" } ?? ""), hint: hint,
            metadata: [Failure.Metadatum("port", String(port))] + (holder.map { [.init("holder", $0)] } ?? []))
    }

    /// A port nobody listens on in the range, beginning at a place that `random` chooses; nil when all are taken.
    package static func findFree(
        in range: ClosedRange<Int>, on address: String, reusingAddress: Bool = true, avoiding taken: Set<Int> = [],
        random: RandomSource
    ) -> Int? {
        let start = Int(random.next() % UInt64(range.count))
        return (0..<range.count).lazy.map { range.lowerBound + (start + $0) % range.count }
            .first { !taken.contains($0) && isFree($0, on: address, reusingAddress: reusingAddress) }
    }

    /// 0, or the error number of binding and listening.
    private static func errorBinding(_ port: Int, on address: String, reusingAddress: Bool) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var isReusing: Int32 = reusingAddress ? 1 : 0
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReusing, socklen_t(MemoryLayout<Int32>.size))
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        guard inet_pton(AF_INET, address, &place.sin_addr) == 1 else { return EADDRNOTAVAIL }
        let bound = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, listen(descriptor, 1) == 0 else { return errno }
        return 0
    }
}
