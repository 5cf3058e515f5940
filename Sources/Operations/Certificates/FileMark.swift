// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What tells one content of a file from the next; nil fields for one that is not there.
struct FileMark: Sendable, Hashable {
    private let device: UInt?
    private let inode: UInt?
    private let size: Int?
    private let seconds: Int?
    private let nanoseconds: Int?

    /// Through symbolic links: renewals often put another file behind the same name.
    private init(_ path: String) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        device = isThere ? UInt(status.st_dev) : nil
        inode = isThere ? UInt(status.st_ino) : nil
        size = isThere ? Int(status.st_size) : nil
        seconds = isThere ? Int(status.st_mtim.tv_sec) : nil
        nanoseconds = isThere ? Int(status.st_mtim.tv_nsec) : nil
    }

    static func look(at paths: [String]) -> [FileMark] { paths.map(FileMark.init) }
}
