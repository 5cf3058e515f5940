// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// One of HAProxy's command sockets: a connection per command line, closed by the proxy after its answer.
///
/// Blocking, so only for ``HAProxy``, which has its own thread. Management guide, 9.3 "Unix Socket commands" and
/// 9.4 "Master CLI".
struct RuntimeSocket: Sendable {
    let path: String
    var timeout: Duration = .seconds(5)

    /// Sends one line and returns the whole answer; throws `proxy_unavailable` when nobody answers in time.
    func send(_ line: String) throws -> String {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't make a socket") }
        defer { close(descriptor) }
        var limit = timeval(
            tv_sec: timeout.wholeMilliseconds / 1000, tv_usec: timeout.wholeMilliseconds % 1000 * 1000)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        try connect(descriptor)
        let bytes = Array((line + "\n").utf8)
        // MSG_NOSIGNAL: a proxy that dies meanwhile must not end this process with SIGPIPE.
        guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw unavailable(errno)
        }
        shutdown(descriptor, Int32(SHUT_WR))
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            // A master that is told to reload replaces itself under the connection: what came is the answer.
            let isOver = count == 0 || (count < 0 && errno == ECONNRESET)
            guard count >= 0 || isOver else { throw unavailable(errno) }
            if isOver { return String(decoding: answer, as: UTF8.self) }
            answer += chunk.prefix(count)
        }
    }

    private func connect(_ descriptor: Int32) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw unavailable(errno) }
    }

    private func unavailable(_ errorNumber: Int32) -> Failure {
        Failure(
            .proxyUnavailable, "the proxy doesn't answer on \(path): \(String(cString: strerror(errorNumber)))",
            hint: "it is started again by itself; see `dextra doctor` when this stays")
    }
}
