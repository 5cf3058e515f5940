// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import Primitives

/// Passes one connection on to a server and resets both sides after a number of bytes from the client.
final class CuttingRelay: Sendable {
    private let listener: Int32
    private let target: HTTPEndpoint
    private let limit: Int
    let endpoint: HTTPEndpoint

    init(to target: HTTPEndpoint, after limit: Int) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, 1)
                _ = getsockname(listener, $0, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        self.target = target
        self.limit = limit
        endpoint = .tls(host: "127.0.0.1", port: Int(port))
    }

    deinit { close(listener) }

    /// Relays until the limit, or until one side ends.
    func run() async throws {
        guard case .tls(let host, let port) = target else { return }
        var client: Int32 = -1
        while client < 0 {
            client = accept(listener, nil, nil)
            if client < 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
        let server = try RawConnection(.tcp(host: host, port: port))
        var left = limit
        var buffer = [UInt8](repeating: 0, count: 65_536)
        for _ in 0..<5000 where left > 0 {
            let sent = recv(client, &buffer, min(left, buffer.count), Int32(MSG_DONTWAIT))
            if sent == 0 { break }
            if sent > 0 {
                left -= sent
                try await server.send(Array(buffer[..<sent]))
            }
            let answered = recv(server.descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if answered == 0 { break }
            if answered > 0 { Glibc.send(client, buffer, answered, Int32(MSG_NOSIGNAL)) }
            if sent < 0, answered < 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
        for descriptor in [client, server.descriptor] {
            // Closing then resets the connection.
            var hard = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        }
        close(client)
    }
}
