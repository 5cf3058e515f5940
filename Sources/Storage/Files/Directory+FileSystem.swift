// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

extension Directory {
    /// Returns when everything written to the file system that a directory is on is on the disk: one call for a whole
    /// tree of new files.
    package static func synchronizeFileSystem(of path: String) throws {
        let directory = try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY)
        guard clinux_sync_file_system(directory.number) == 0 else {
            throw Failure.system(errno, "can't write what is below \(path) to disk")
        }
    }
}
