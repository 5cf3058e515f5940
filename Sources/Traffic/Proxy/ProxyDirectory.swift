// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// The proxy's own folder: its configuration and its two sockets.
package struct ProxyDirectory: Sendable, Hashable {
    package let path: String

    package init(path: String) { self.path = path }

    package var configuration: String { path + "/haproxy.cfg" }
    /// Commands to the current worker.
    package var adminSocket: String { path + "/admin.sock" }
    /// Commands to the master: reload, and the workers of earlier configurations.
    package var masterSocket: String { path + "/master.sock" }

    /// HAProxy binds `<path>.<pid>.tmp` first and renames it, so a path may be that much shorter than the kernel's 107.
    package static let longestSocketPath = 107 - ".4194304.tmp".utf8.count

    /// Makes the folder, 0700; throws `socket_path_too_long` before anything is made.
    package func prepare() throws {
        let socket = masterSocket
        guard socket.utf8.count <= Self.longestSocketPath else {
            throw Failure(
                .proxySocketPathTooLong,
                "the proxy's socket path has \(socket.utf8.count) bytes, at most \(Self.longestSocketPath) work: \(socket)",
                hint: "choose a shorter data directory with DEXTRA_HOME")
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't make the proxy's folder \(path)")
        }
    }

    /// The configuration's text, nil when there is none yet.
    func readConfiguration() throws -> String? {
        let descriptor = open(configuration, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Failure.system(errno, "can't read \(configuration)")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw Failure.system(errno, "can't read \(configuration)") }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
    }

    /// Replaces the configuration in one step that survives power loss: at every moment the file is the old or the new.
    func writeConfiguration(_ text: String) throws {
        let temporary = configuration + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't write \(temporary)") }
        do {
            defer { close(descriptor) }
            var rest = ArraySlice(text.utf8)
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard count >= 0 else { throw Failure.system(errno, "can't write \(temporary)") }
                rest = rest.dropFirst(count)
            }
            guard fsync(descriptor) == 0 else { throw Failure.system(errno, "can't flush \(temporary)") }
        }
        guard rename(temporary, configuration) == 0 else {
            throw Failure.system(errno, "can't replace \(configuration)")
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Failure.system(errno, "can't open \(path)") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Failure.system(errno, "can't flush \(path)") }
    }
}
