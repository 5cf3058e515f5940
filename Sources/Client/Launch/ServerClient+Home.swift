// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

extension ServerClient {
    /// Whether a server holds the data directory, also one that is starting or ending and answers nobody.
    package var isHomeClaimed: Bool {
        guard let home = place.home else { return false }
        let descriptor = open(home + "/dextra.lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
