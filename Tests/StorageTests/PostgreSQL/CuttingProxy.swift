// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import Synchronization

/// Stands between a driver and its server on a unix socket and cuts the line at the next COMMIT, once it is armed.
final class CuttingProxy: Sendable {
    enum Cut: Sendable {
        /// The server never hears of the commit.
        case before
        /// The server has committed and said so, but the driver does not hear of it.
        case after
    }

    private let armed = Mutex<Cut?>(nil)
    private let listener: Int32
    private let target: String

    /// `folder` is where clients look for the server, `server` the folder of its socket.
    init(folder: String, server: String) throws {
        target = server + "/.s.PGSQL.5432"
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.with(folder + "/.s.PGSQL.5432", { bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0 else {
            throw Failure.system(errno, "can't listen in \(folder)")
        }
        _ = try DedicatedThread(name: "test-proxy") { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
                guard Self.with(target, { connect(server, $0, $1) }) == 0,
                    (try? DedicatedThread(name: "test-line") { self.carry(client, server) }) != nil
                else {
                    close(client)
                    close(server)
                    continue
                }
            }
        }
    }

    func cutNextCommit(_ cut: Cut) { armed.withLock { $0 = cut } }

    /// Whether the cut that was armed last has been made.
    var isCut: Bool { armed.withLock { $0 == nil } }

    func end() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func carry(_ client: Int32, _ server: Int32) {
        defer {
            close(client)
            close(server)
        }
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            var entries = [pollfd(fd: client, events: 1, revents: 0), pollfd(fd: server, events: 1, revents: 0)]
            guard poll(&entries, 2, -1) > 0 else { return }
            if entries[0].revents != 0 {
                let count = recv(client, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                let cut = isCommit(buffer.prefix(count)) ? armed.withLock { $0.take() } : nil
                if cut == .before { return }
                guard send(server, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
                // The answer to the commit is waited for and goes nowhere.
                if cut == .after { return _ = recv(server, &buffer, buffer.count, 0) }
            } else {
                let count = recv(server, &buffer, buffer.count, 0)
                guard count > 0, send(client, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }

    /// A query message of that one word (PostgreSQL manual, 55.7).
    private func isCommit(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual([UInt8(ascii: "Q"), 0, 0, 0, 11] + Array("COMMIT".utf8) + [0])
    }

    private static func with(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
