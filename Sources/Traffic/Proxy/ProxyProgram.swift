// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// Finds what the proxy needs of this machine.
package enum ProxyProgram {
    /// The path of haproxy, in PATH or where Debian puts it; throws `haproxy_missing`.
    package static func locate(searchPath: String?) throws(Failure) -> String {
        let folders = (searchPath ?? "").split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/local/sbin"]
        for folder in folders where folder.hasPrefix("/") {
            let path = folder + "/haproxy"
            if access(path, X_OK) == 0 { return path }
        }
        throw Failure(
            .haproxyMissing, "the program haproxy is not installed; traffic can't be routed without it",
            hint: "install the Debian package haproxy: apt-get install haproxy (its own service need not run)")
    }
}

extension ProxyAccount {
    /// Whom the proxy should become: its own Debian user, else `nobody`, when this process is root; nil when it isn't.
    package static func forThisProcess() -> ProxyAccount? {
        guard geteuid() == 0 else { return nil }
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwnam_r("haproxy", &record, &buffer, buffer.count, &found) == 0, found != nil else {
            return ProxyAccount(user: 65_534, group: 65_534)
        }
        return ProxyAccount(user: record.pw_uid, group: record.pw_gid)
    }
}

extension TrafficSettings {
    /// How many connections the process limit on open files allows: two descriptors each, half of one for splicing,
    /// and some for listeners.
    package static func connections(openFiles: Int) -> Int { min(16_384, max(100, (openFiles - 500) * 2 / 5)) }

    /// The hard limit on open files of this process.
    package static func openFilesLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        return limit.rlim_max > 1 << 20 ? 1 << 20 : Int(limit.rlim_max)
    }
}
