// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// How many arenas this process's malloc(3) may have.
///
/// glibc gives threads that allocate beside each other arenas of their own, up to eight for each core, and each keeps
/// what its threads once freed. Most threads of a server wait nearly all of the time: as many arenas as can run at once
/// will do, and save several megabytes.
package enum ArenaLimit {
    /// One for each core, and at least two. To be called before there are other threads: arenas that are there stay.
    package static func lower() {
        clinux_limit_arenas(Int32(max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }
}
