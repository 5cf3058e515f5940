// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// What supervises this process, as far as it wants to be told of it: sd_notify(3).
///
/// Messages are datagrams to the socket that `NOTIFY_SOCKET` names. Without it nothing is sent.
package struct ServiceManager: Sendable {
    private let path: String?
    /// How long the process may say nothing before it is ended; nil when nobody watches.
    package let patience: Duration?

    package init(environment: [String: String], processID: Int32 = getpid()) {
        path = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == processID } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        patience = isMeant && microseconds > 0 && path != nil ? .microseconds(microseconds) : nil
    }

    package func ready(_ status: String) { send(["READY=1", "STATUS=\(Self.line(status))"]) }
    package func status(_ text: String) { send(["STATUS=\(Self.line(text))"]) }
    package func stopping() { send(["STOPPING=1", "STATUS=ending"]) }
    package func isAlive() { send(["WATCHDOG=1"]) }

    /// Until ``ready(_:)`` the process reads its files again.
    ///
    /// - uptime: of CLOCK_MONOTONIC, so that the manager can tell this reload from one before.
    package func reloading(at uptime: Duration) {
        let (seconds, attoseconds) = uptime.components
        send(["RELOADING=1", "MONOTONIC_USEC=\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)"])
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Nobody waits for an answer, and a manager that is not there is no reason to stop working.
    private func send(_ assignments: [String]) {
        guard let path else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        // A name that begins with NUL is not in the file system (unix(7)), and ends where the address does.
        let isAbstract = name.first == UInt8(ascii: "@")
        if isAbstract { name[0] = 0 }
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let prefix = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        let length = socklen_t(prefix + name.count + (isAbstract ? 0 : 1))
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let message = Array((assignments.joined(separator: "\n") + "\n").utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = message.withUnsafeBytes {
                    sendto(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), pointer, length)
                }
            }
        }
    }
}
