// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// A blocking HTTP/1.1 client connection that forgives nothing: what a load generator and a browser see.
final class PlainConnection {
    struct Answer: Equatable {
        var status: Int
        var head: String
        var body: String
    }

    private let descriptor: Int32
    private var buffered: [UInt8] = []
    private(set) var isOpen = true

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = descriptor
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            defer { close(descriptor) }
            throw Failure.system(errno, "can't connect to \(port)")
        }
    }

    deinit { close(descriptor) }

    func get(_ path: String, host: String = "127.0.0.1") throws -> Answer {
        try exchange("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    }

    func post(_ path: String, bytes: Int) throws -> Answer {
        let body = String(repeating: "x", count: bytes)
        return try exchange("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(bytes)\r\n\r\n" + body)
    }

    func exchange(_ request: String) throws -> Answer {
        try write(request)
        let head = try readHead()
        let fields = head.lowercased().split(separator: "\r\n")
        let length = fields.first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
        while buffered.count < length { try fill() }
        let body = String(decoding: buffered.prefix(length), as: UTF8.self)
        buffered.removeFirst(length)
        isOpen = !fields.contains("connection: close")
        return Answer(status: Int(head.split(separator: " ")[1]) ?? 0, head: head.lowercased(), body: body)
    }

    func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw Failure.system(errno, "can't send")
        }
    }

    func readHead() throws -> String {
        while true {
            if let end = buffered.indices.first(where: { buffered[$0...].starts(with: [13, 10, 13, 10]) }) {
                let head = String(decoding: buffered[..<end], as: UTF8.self)
                buffered.removeFirst(end + 4)
                return head
            }
            try fill()
        }
    }

    /// Waits for some more bytes of an endless answer.
    func readMore() throws {
        buffered = []
        try fill()
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw Failure.system(count == 0 ? ECONNRESET : errno, "the connection ended") }
        buffered += chunk.prefix(count)
    }
}
