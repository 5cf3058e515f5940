// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage

/// The database file and its companions as files: private before SQLite sees them.
enum DatabaseFile {
    /// Creates the file as 0600 when there is none and closes off one that others may read.
    ///
    /// An existing file is never opened here: closing any descriptor of it would drop the POSIX locks that other
    /// connections of this process hold (https://www.sqlite.org/howtocorrupt.html, 2.2). SQLite gives the -wal and
    /// -shm files the mode of the database.
    static func prepare(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        guard errno == EEXIST else {
            throw Failure.system(
                errno, "can't create the database \(path)",
                hint: "check that its folder exists and belongs to the user who runs the server")
        }
        for file in [path, path + "-wal", path + "-shm"] {
            var status = stat()
            guard lstat(file, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw Failure(.databaseUnavailable, "\(file) is not a regular file")
            }
            if status.st_mode & 0o077 != 0, chmod(file, 0o600) != 0 {
                throw Failure.system(errno, "can't make \(file) private")
            }
        }
    }
}
