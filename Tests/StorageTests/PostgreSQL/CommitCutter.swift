// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import Synchronization

/// A network that can lose a commit: forwards what a client and the server say to each other, and cuts the connection at
/// the next COMMIT.
final class CommitCutter: Sendable {
    enum Cut: Sendable, CaseIterable {
        /// The server never hears of it.
        case question
        /// The server has committed, and the client is not told.
        case answer
    }

    /// The folder of the socket to connect to.
    let folder: String
    private let server: String
    private let listener: Int32
    private let cut = Mutex<Cut?>(nil)
    private let counted = Atomic<Int>(0)

    /// Begins to listen in a folder, for the server whose socket is in another.
    init(in folder: String, for server: String) throws {
        self.folder = folder
        self.server = server
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let status = Self.withAddress(folder) { bind(listener, $0, $1) }
        guard status == 0, listen(listener, 64) == 0 else { throw Failure.system(errno, "can't listen in \(folder)") }
        _ = try DedicatedThread(name: "cutter") { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                _ = try? DedicatedThread(name: "cutter-pair") { [self] in forward(client) }
            }
        }
    }

    /// How many notifications the clients have sent.
    var notifications: Int { counted.load(ordering: .relaxed) }

    /// Cuts the connection that commits next.
    func cutNext(_ kind: Cut) { cut.withLock { $0 = kind } }

    /// Whether that was done.
    var hasCut: Bool { cut.withLock { $0 == nil } }

    /// Takes no further connections.
    func close() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func forward(_ client: Int32) {
        let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            Glibc.close(client)
            Glibc.close(upstream)
        }
        guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else { return }
        while true {
            var entries = [client, upstream].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&entries, 2, -1) > 0 else { return }
            if entries[1].revents != 0 {
                guard let bytes = Self.receive(upstream), Self.send(bytes, to: client) else { return }
            }
            if entries[0].revents != 0 {
                guard let bytes = Self.receive(client) else { return }
                if !bytes.ranges(of: Array("NOTIFY".utf8)).isEmpty { counted.add(1, ordering: .relaxed) }
                // A simple query (PostgreSQL manual, 55.7): Q, its length, its text, a NUL.
                let isCommit = bytes == [UInt8(ascii: "Q"), 0, 0, 0, 11] + Array("COMMIT".utf8) + [0]
                let kind =
                    isCommit
                    ? cut.withLock { cut in
                        defer { cut = nil }; return cut
                    } : nil
                if kind == .question { return }
                guard Self.send(bytes, to: upstream) else { return }
                if kind == .answer {
                    _ = Self.receive(upstream)
                    return
                }
            }
        }
    }

    private static func receive(_ descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// The socket that libpq looks for in a folder.
    private static func withAddress(
        _ folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let size = MemoryLayout.size(ofValue: address.sun_path)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            for (index, byte) in "\(folder)/.s.PGSQL.5432".utf8.enumerated() where index < size - 1 {
                path[index] = byte
            }
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
