// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One blocking HTTP/1.1 connection on plain sockets.
///
/// The load generator does not use Dextra's own client: what it counts as dropped must not depend on what it measures.
final class Connection {
    struct Broken: Error {
        var reason: String
    }

    private let descriptor: Int32
    private var buffered: [UInt8] = []

    init(port: UInt16, timeoutSeconds: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw Broken(reason: "socket: \(errno)") }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            let number = errno
            close(descriptor)
            throw Broken(reason: "connect: \(String(cString: strerror(number)))")
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ message: [UInt8]) throws {
        var bytes = message[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Broken(reason: "send: \(String(cString: strerror(errno)))") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Reads one response with a Content-Length or chunked body; returns its status and whether the peer keeps the connection.
    func response() throws -> (status: Int, keepsAlive: Bool, body: [UInt8]) {
        let head = String(decoding: try read(through: "\r\n\r\n"), as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let first = lines.first, let status = first.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw Broken(reason: "no status line") }
        var length: Int?
        var chunked = false
        var keepsAlive = true
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = parts[1].drop { $0 == " " }.lowercased()
            switch parts[0].lowercased() {
            case "content-length": length = Int(value)
            case "transfer-encoding": chunked = value == "chunked"
            case "connection": keepsAlive = value != "close"
            default: break
            }
        }
        if chunked { return (status, keepsAlive, try chunkedBody()) }
        return (status, keepsAlive, try read(count: length ?? 0))
    }

    private func chunkedBody() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = String(decoding: try read(through: "\r\n").dropLast(2), as: UTF8.self)
            guard let size = Int(line, radix: 16) else { throw Broken(reason: "bad chunk size '\(line)'") }
            body += try read(count: size)
            _ = try read(through: "\r\n")
            if size == 0 { return body }
        }
    }

    func read(through mark: String) throws -> [UInt8] {
        let mark = Array(mark.utf8)
        while true {
            if buffered.count >= mark.count {
                for index in 0...(buffered.count - mark.count)
                where buffered[index] == mark[0] && Array(buffered[index..<(index + mark.count)]) == mark {
                    let taken = Array(buffered[..<(index + mark.count)])
                    buffered.removeFirst(index + mark.count)
                    return taken
                }
            }
            try more()
        }
    }

    func read(count: Int) throws -> [UInt8] {
        while buffered.count < count { try more() }
        let taken = Array(buffered[..<count])
        buffered.removeFirst(count)
        return taken
    }

    private func more() throws {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else {
            throw Broken(reason: count == 0 ? "closed by the peer" : "recv: \(String(cString: strerror(errno)))")
        }
        buffered += chunk[..<count]
    }
}
