// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives
import Storage

/// The data directory of one server: made, checked, and held for as long as the value lives.
///
/// As root the directory can be passed through, because applications run under users of their own; everything private
/// in it is for its owner only.
package struct ServerHome: Sendable {
    /// Absolute.
    package let path: String
    private let lock: HomeLock

    /// Longest path of a unix socket, without its NUL (unix(7)).
    private static let maximumSocketPath = 107

    /// Makes the directory when it is missing and claims it.
    ///
    /// Throws `socket_path_too_long`, `home_unusable`, `server_already_running`.
    package static func open(_ path: String) throws -> ServerHome {
        let socket = path + "/dextra.sock"
        guard socket.utf8.count <= maximumSocketPath else {
            throw Failure(
                .homeSocketPathTooLong,
                "the socket's path \(socket) has \(socket.utf8.count) bytes, and \(maximumSocketPath) is the most",
                hint: "choose a shorter data directory with --home or DEXTRA_HOME", metadata: [.init("path", socket)])
        }
        do {
            try make(path, mode: 0o755)
            try check(path)
            for folder in ["blobs", "logs", "proxy", "services"] { try Directory.create(path + "/" + folder) }
            for folder in ["projects", "libexec"] { try Directory.create(path + "/" + folder, mode: 0o711) }
            if geteuid() == 0 {
                for folder in ["", "/projects", "/libexec"] { _ = chmod(path + folder, 0o711) }
            } else {
                _ = chmod(path, 0o700)
            }
        } catch let failure as Failure where failure.code != .homeUnusable && failure.code != .diskFull {
            throw Failure(
                .homeUnusable, "the data directory \(path) can't be used: \(failure.message)",
                hint: "choose another one with --home or DEXTRA_HOME", metadata: [.init("path", path)], cause: failure)
        }
        do {
            return ServerHome(path: path, lock: try HomeLock(path: path + "/dextra.lock"))
        } catch let failure as Failure where failure.code == .homeInUse {
            throw Failure(
                .serverAlreadyRunning, failure.message, hint: failure.hint, metadata: failure.metadata)
        }
    }

    package var socket: String { path + "/dextra.sock" }
    package var database: String { path + "/dextra.db" }
    /// Says which shared database the records are in; there is none for a server of its own.
    package var databaseFile: String { path + "/database" }
    package var nodeFile: String { path + "/node" }
    package var vaultKey: String { path + "/vault.key" }
    package var blobs: String { path + "/blobs" }
    package var services: String { path + "/services" }
    package var proxy: String { path + "/proxy" }
    package var log: String { path + "/logs/server.log" }

    private static func make(_ path: String, mode: mode_t) throws {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw Failure.system(errno, "can't make the directory \(path)")
        }
        try make(String(path[..<slash]), mode: 0o755)
        // Once more only: in a file system such as /proc the name stays missing.
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't make the directory \(path)")
        }
    }

    private static func check(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Failure.system(errno, "can't examine \(path)") }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw Failure(.homeUnusable, "\(path) is not a directory") }
        guard status.st_uid == geteuid() else {
            throw Failure(
                .homeUnusable, "the data directory \(path) belongs to user \(status.st_uid), not to us (\(geteuid()))",
                hint: "run the server as that user, or choose another directory with --home or DEXTRA_HOME")
        }
        guard access(path, W_OK | X_OK) == 0 else { throw Failure.system(errno, "can't write to \(path)") }
    }
}

extension FailureCode {
    /// The data directory can't be made, is somebody else's, or can't be written to.
    package static let homeUnusable = FailureCode("home_unusable", .forbidden)
    /// Another server holds the data directory.
    package static let serverAlreadyRunning = FailureCode("server_already_running", .conflict)
    static let homeSocketPathTooLong = FailureCode("socket_path_too_long", .invalid)
}
