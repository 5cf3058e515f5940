// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Synchronization

/// The limit of open files: raised for this process, given back to its children.
package enum DescriptorLimit {
    private static let soft = Mutex<UInt64?>(nil)

    /// The soft limit before it was raised; nil when it wasn't.
    static var original: UInt64? { soft.withLock { $0 } }

    /// Raises the soft limit to the hard one and returns it. Children get the old soft limit: programs that use
    /// select(2) break beyond 1,024.
    @discardableResult
    package static func raise() throws -> UInt64 {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw Failure.system(errno, "can't read the limit of open files")
        }
        guard limit.rlim_cur < limit.rlim_max else { return UInt64(limit.rlim_cur) }
        let before = UInt64(limit.rlim_cur)
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw Failure.system(errno, "can't raise the limit of open files to \(limit.rlim_max)")
        }
        soft.withLock { $0 = $0 ?? before }
        return UInt64(limit.rlim_cur)
    }
}
