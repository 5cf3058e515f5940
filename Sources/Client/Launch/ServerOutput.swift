// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// The file that catches what a background server prints: why it didn't start, and its last words.
struct ServerOutput {
    let path: String

    /// Makes the data directory's log folder and the file, and empties one that has grown large.
    ///
    /// Throws the system's reason, e.g. `Read-only file system`, which the start of a program would say of the program.
    init(home: String) throws {
        // As root the directory is passable, because applications run under users of their own (see `dextra serve`).
        try Self.makeFolders(home, mode: getuid() == 0 ? 0o711 : 0o700)
        try Self.makeFolders(home + "/logs", mode: 0o700)
        path = home + "/logs/server.out"
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure.system(
                errno, "can't write to \(path)", hint: "choose another directory with --home or DEXTRA_HOME")
        }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_size > 1 << 20 { ftruncate(descriptor, 0) }
    }

    /// The end of what was printed.
    func lastLines(_ count: Int) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        lseek(descriptor, max(0, end - 16_384), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let got = read(descriptor, &bytes, bytes.count)
        let lines = String(decoding: bytes.prefix(max(0, got)), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.suffix(count).joined(separator: "\n")
    }

    private static func makeFolders(_ path: String, mode: mode_t) throws {
        guard mkdir(path, mode) != 0 else { return }
        if errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw Failure.system(
                errno, "can't make the directory \(path)", hint: "choose another one with --home or DEXTRA_HOME")
        }
        try makeFolders(String(path[..<slash]), mode: 0o755)
        // Once more only: in a file system such as /proc the name stays missing.
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't make the directory \(path)")
        }
    }
}
