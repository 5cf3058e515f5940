// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// The files of one service: what the shim and this room tell each other.
struct ServiceDirectory: Sendable, Hashable {
    let path: String

    var specPath: String { path + "/spec" }
    var logPath: String { path + "/log" }
    var exists: Bool { access(specPath, F_OK) == 0 }

    /// Whether a shim lives. The lock is only looked at: taking it could keep a shim from starting.
    var isLocked: Bool {
        let file = OwnedDescriptor(open(path + "/lock", O_RDONLY | O_CLOEXEC))
        guard file.number >= 0 else { return false }
        return withExtendedLifetime(file) { clinux_lock_is_held(file.number) == 1 }
    }

    var status: ServiceStatus {
        // The lock first: a shim writes its last state before it lets go.
        let isLocked = isLocked
        let values = SmallFile.values(path + "/state", heading: "dextra-state 1")
        return ServiceStatus(values: values, isSupervised: isLocked)
    }

    var hasRecord: Bool { access(path + "/record", F_OK) == 0 }

    /// The shim that the record names, whether or not it still lives.
    var recordedShim: ProcessIdentity? {
        guard let values = SmallFile.values(path + "/record", heading: "dextra-record 1"), let boot = values["boot"],
            let numbers = values["shim"]?.split(separator: " "), numbers.count == 2, let pid = Int32(numbers[0]),
            let start = UInt64(numbers[1])
        else { return nil }
        return ProcessIdentity(processID: pid, startTime: start, bootID: boot)
    }

    /// The shim, if it lives and is the one that the record names.
    var liveShim: ProcessIdentity? { recordedShim.flatMap { $0.isAlive && isLocked ? $0 : nil } }

    /// Waits for the right to start the service, which lasts until the descriptor is closed: between looking who runs,
    /// writing the spec and launching, nobody else may do the same.
    func takeTurn() async throws -> OwnedDescriptor {
        var watch = try watch(writes: false)
        let turn = OwnedDescriptor(open(path + "/turn", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600))
        guard turn.number >= 0 else { throw Failure.system(errno, "can't open \(path)/turn") }
        while true {
            let taken = clinux_lock_take(turn.number)
            if taken == 1 { return turn }
            guard taken == 0 else { throw Failure.system(errno, "can't lock \(path)/turn") }
            try Task.checkCancellation()
            // Whoever has it wakes us by closing the file.
            await watch.next()
        }
    }

    /// Waits for changes of files; with `writes` also for the log to grow.
    func watch(writes: Bool) throws -> DirectoryWatch {
        let descriptor = OwnedDescriptor(clinux_watch_directory(path, writes))
        guard descriptor.number >= 0 else { throw Failure.system(errno, "can't watch \(path)") }
        return DirectoryWatch(descriptor: descriptor)
    }
}
