// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Where the `dextra-shim` executable lies.
package struct ShimLocation: Sendable, Hashable {
    package let path: String

    package init(path: String) { self.path = path }

    /// The shim beside the running executable or, as test runners and installed packages have it, in one of the
    /// directories given. Throws `shim_missing`.
    package static func find(also directories: [String] = []) throws -> ShimLocation {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let executable = String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
        let beside = executable.lastIndex(of: "/").map { String(executable[..<$0]) }
        for directory in [beside].compactMap(\.self) + directories {
            let path = directory + "/dextra-shim"
            if access(path, X_OK) == 0 { return ShimLocation(path: path) }
        }
        throw Failure(
            .shimMissing, "dextra-shim is not beside \(executable)",
            hint: "install dextra again: the two executables belong in one directory")
    }
}
