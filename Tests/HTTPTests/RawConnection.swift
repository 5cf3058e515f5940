// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Glibc
import HTTP
import Primitives
import Testing

/// A socket, with OpenSSL on it for TLS endpoints: what a test sends and receives is exactly what travels.
final class RawConnection: Sendable {
    let descriptor: Int32
    let tls: RawTLS?

    init(_ endpoint: HTTPEndpoint, receiveBuffer: Int32? = nil, tls options: RawTLS.Options = .init()) throws {
        let made: Int32
        switch endpoint {
        case .tcp(_, let port), .tls(_, let port):
            made = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
            if var size = receiveBuffer {
                setsockopt(made, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            _ = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(made, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .unix(let path):
            made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let outcome = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(made, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            guard outcome == 0 else { throw Failure.system(errno, "can't connect to \(path)") }
        }
        descriptor = made
        if case .tls = endpoint { tls = RawTLS(made, options) } else { tls = nil }
    }

    deinit { close(descriptor) }

    func finishSending() {
        tls?.finish()
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The connect under way has failed.
    var isRefused: Bool {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length)
        return error == ECONNREFUSED
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = try await retrying { self.transmit(rest) }
            rest = rest.dropFirst(sent)
        }
    }

    /// Bytes taken, all of them when the connection is gone; nil to try again.
    private func transmit(_ bytes: ArraySlice<UInt8>) -> Int? {
        if let tls { return tls.send(bytes) }
        let sent = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if sent >= 0 { return sent }
        return errno == EAGAIN || errno == ENOTCONN ? nil : bytes.count
    }

    /// Everything up to the end of input.
    func receiveAll() async throws -> String {
        var all: [UInt8] = []
        while let part = try await receive() { all += part }
        return String(decoding: all, as: UTF8.self)
    }

    /// Bytes until they satisfy the condition or end.
    func receive(until done: (String) -> Bool) async throws -> String {
        var text = ""
        while !done(text), let part = try await receive() { text += String(decoding: part, as: UTF8.self) }
        return text
    }

    /// The next bytes; nil at the end of input, also when the peer reset the connection.
    func receive() async throws -> [UInt8]? {
        try await retrying {
            if let tls = self.tls { return tls.receive() }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(self.descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN || errno == ENOTCONN { return Optional<[UInt8]?>.none }
            return .some(count > 0 ? Array(buffer[..<count]) : nil)
        }
    }

    private func retrying<Value>(_ attempt: () -> Value?) async throws -> Value {
        for _ in 0..<10_000 {
            if let value = attempt() { return value }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw Failure(.timedOut, "the peer neither sent nor took anything")
    }
}
