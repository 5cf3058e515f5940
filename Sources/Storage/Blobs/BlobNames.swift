// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Synchronization

/// Gives blobs their names and takes them away, one at a time over all lanes.
///
/// A blob's file remembers in its time of modification when the content was last sent or asked for, so that a restart
/// forgets nothing. Looking at that time and unlinking are one move: nobody is told in between that the blob is stored.
final class BlobNames: Sendable {
    let layout: BlobLayout
    private let time: TimeSource
    private let turn = Mutex(())

    init(layout: BlobLayout, time: TimeSource) {
        self.layout = layout
        self.time = time
    }

    /// Renames a whole file that came in to its place, also over one that is there: should that one be damaged, it is
    /// whole again now.
    func add(_ path: String, as digest: String) throws {
        let final = try layout.path(of: digest)
        try turn.withLock { _ in
            stamp(path)
            guard rename(path, final) == 0 else { throw Failure.system(errno, "can't rename \(path) to \(final)") }
        }
    }

    /// Notes that a blob is asked for; false when it is not there.
    func touch(_ digest: String) throws -> Bool {
        let path = try layout.path(of: digest)
        return turn.withLock { _ in stamp(path) }
    }

    /// False when there is no such blob, or with `unusedFor` one that was used since.
    func remove(_ digest: String, unusedFor patience: Duration? = nil) throws -> Bool {
        let path = try layout.path(of: digest)
        return try turn.withLock { _ in
            if let patience {
                var status = stat()
                guard lstat(path, &status) == 0, time.now() - Self.time(of: status) >= patience else { return false }
            }
            if unlink(path) == 0 { return true }
            guard errno == ENOENT else { throw Failure.system(errno, "can't remove \(path)") }
            return false
        }
    }

    static func time(of status: stat) -> Timestamp {
        Timestamp(
            millisecondsSinceEpoch: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
    }

    @discardableResult
    private func stamp(_ path: String) -> Bool {
        let now = time.now().millisecondsSinceEpoch
        let moment = timespec(tv_sec: Int(now / 1000), tv_nsec: Int(now % 1000) * 1_000_000)
        return utimensat(AT_FDCWD, path, [moment, moment], AT_SYMLINK_NOFOLLOW) == 0
    }
}
