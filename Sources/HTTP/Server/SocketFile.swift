// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// The file of a unix listener, recognised by its inode so that a successor's file is never removed.
struct SocketFile: Sendable {
    private static let longestPath = 107

    private let path: String
    private let device: UInt
    private let inode: UInt

    /// Binds and listens. A socket file left behind is replaced, but only when nobody answers behind it.
    static func bind(path: String, mode: UInt32) throws -> (descriptor: Int32, file: SocketFile) {
        guard let address = SocketAddress(unixPath: path) else {
            throw Failure(
                .socketPathTooLong, "the socket path \(path) has \(path.utf8.count) bytes, at most \(longestPath) fit",
                hint: "choose a shorter directory, for example with DEXTRA_HOME",
                metadata: [.init("path", path), .init("limit", String(longestPath))])
        }
        try removeStale(path, address)
        let descriptor = dx_socket(AF_UNIX)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't make a socket for \(path)") }
        do {
            // Before bind, so that the file never exists with more than this mode; after it, against the umask.
            fchmod(descriptor, mode)
            let problem = address.withBytes { dx_bind(descriptor, $0, $1) }
            if problem == EADDRINUSE { throw inUse(path) }
            guard problem == 0 else { throw Failure.system(problem, "can't make the socket \(path)") }
            guard chmod(path, mode) == 0, listen(descriptor, SOMAXCONN) == 0, let file = SocketFile(path) else {
                throw Failure.system(errno, "can't listen at \(path)")
            }
            return (descriptor, file)
        } catch {
            close(descriptor)
            throw error
        }
    }

    private init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        self.path = path
        device = status.st_dev
        inode = status.st_ino
    }

    func remove() {
        guard let now = SocketFile(path), now.device == device, now.inode == inode else { return }
        unlink(path)
    }

    private static func removeStale(_ path: String, _ address: SocketAddress) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw Failure(
                .addressInUse, "\(path) exists and is not a socket", hint: "move that file or choose another path")
        }
        let probe = dx_socket(AF_UNIX)
        guard probe >= 0 else { throw Failure.system(errno, "can't make a socket for \(path)") }
        defer { close(probe) }
        guard address.withBytes({ dx_connect(probe, $0, $1) }) == ECONNREFUSED else { throw inUse(path) }
        unlink(path)
    }

    private static func inUse(_ path: String) -> Failure {
        Failure(.addressInUse, "somebody else listens at \(path)", hint: "stop that program or choose another path")
    }
}
