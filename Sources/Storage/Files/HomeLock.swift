// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives

/// The claim of one server on a data directory, held for as long as the value lives.
///
/// An advisory lock of the kernel's (flock(2)): it ends with the process however that dies, and a stale file means
/// nothing. The file holds the owner's process ID, for people.
package final class HomeLock: Sendable {
    private let file: Int32

    /// Claims the lock file, made when missing; throws `home_in_use` when another process holds it.
    package init(path: String) throws {
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Failure.system(
                errno, "can't create the lock file \(path)",
                hint: "check that its folder exists and belongs to the user who runs the server")
        }
        var status: Int32
        repeat { status = flock(file, LOCK_EX | LOCK_NB) } while status != 0 && errno == EINTR
        guard status == 0 else {
            let reason = errno
            let owner = Self.owner(file)
            Glibc.close(file)
            guard reason == EWOULDBLOCK else { throw Failure.system(reason, "can't lock \(path)") }
            throw Failure(
                .homeInUse,
                "another server\(owner.map { " (process \($0))" } ?? "") already runs on this data directory",
                hint: "use that one, stop it, or choose another directory with DEXTRA_HOME",
                metadata: [.init("lock", path)] + (owner.map { [.init("pid", $0)] } ?? []))
        }
        self.file = file
        let text = "\(getpid())\n"
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.utf8.count, 0) == text.utf8.count else {
            let reason = errno
            Glibc.close(file)
            throw Failure.system(reason, "can't write the lock file \(path)")
        }
    }

    deinit {
        // Not by closing alone: a child between fork and exec shares the descriptor and would hold the lock on.
        _ = flock(file, LOCK_UN)
        Glibc.close(file)
    }

    private static func owner(_ file: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &buffer, buffer.count, 0)
        let digits = buffer.prefix(max(count, 0)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}

extension FailureCode {
    /// Another server holds the data directory.
    package static let homeInUse = FailureCode("home_in_use", .conflict)
}
