// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage

extension FolderTree {
    /// Bytes that a tree takes on the disk, deeper parts than ``maximumDepth`` left out; 0 when there is none. Blocks.
    static func size(of path: String, depth: Int = 0) -> Int64 {
        var status = stat()
        guard depth < maximumDepth, lstat(path, &status) == 0 else { return 0 }
        var size = Int64(status.st_blocks) * 512
        guard status.st_mode & S_IFMT == S_IFDIR else { return size }
        for name in (try? Directory.names(in: path)) ?? [] {
            size += Self.size(of: "\(path)/\(name)", depth: depth + 1)
        }
        return size
    }
}
