// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Finds programs as a shell would.
enum ProgramSearch {
    /// Where Debian keeps programs, for processes that have no PATH and for users whose PATH lacks `sbin`.
    private static let standard = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    static func find(_ name: String, path: String?) -> String? {
        let folders = (path ?? "").split(separator: ":").map(String.init) + standard
        return folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first(where: isExecutable)
    }

    static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }
}
