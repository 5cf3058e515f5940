// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
package import Primitives

/// A full log file of a service, which nothing is written to any more.
package struct OldLogFile: Sendable, Hashable {
    /// The service and the file, e.g. `shop-production-v3/log.2`.
    package var name: String
    /// Bytes.
    package var size: Int64
    /// When the last line was written.
    package var endedAt: Timestamp
}

extension ServiceSupervisor {
    /// The full log files that ended before a time, of services that run or don't.
    package func oldLogs(before time: Timestamp) -> [OldLogFile] {
        let files = FileManager.default
        let services = (try? files.contentsOfDirectory(atPath: directory)) ?? []
        return services.sorted().flatMap { service in
            let names = (try? files.contentsOfDirectory(atPath: "\(directory)/\(service)")) ?? []
            return names.filter(Self.isFullLog).sorted().compactMap { oldLog("\(service)/\($0)") }
        }.filter { $0.endedAt < time }
    }

    /// False when it is gone, or has become another file meanwhile: the shim renames them when one is full.
    ///
    /// Throws the system's reason.
    package func removeOldLog(_ name: String, before time: Timestamp) throws -> Bool {
        guard let file = oldLogs(before: time).first(where: { $0.name == name }) else { return false }
        guard unlink("\(directory)/\(file.name)") != 0 else { return true }
        guard errno == ENOENT else { throw Failure.system(errno, "can't remove the log \(name)") }
        return false
    }

    private func oldLog(_ name: String) -> OldLogFile? {
        var status = stat()
        guard lstat("\(directory)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let ended = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        return OldLogFile(
            name: name, size: Int64(status.st_size), endedAt: Timestamp(millisecondsSinceEpoch: ended))
    }

    /// `log.1` and so on; `log` alone is the one that is written to.
    private static func isFullLog(_ name: String) -> Bool {
        name.hasPrefix("log.") && name.utf8.count <= 8 && name.utf8.dropFirst(4).allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            && name.utf8.count > 4
    }
}
