// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// A process for good: its pid together with when it started, in which boot, so that a later process with the same pid
/// is never taken for it.
package struct ProcessIdentity: Sendable, Hashable, Codable {
    package let processID: Int32
    /// In clock ticks since boot: field 22 of /proc/PID/stat.
    package let startTime: UInt64
    /// The kernel's ID of the boot.
    package let bootID: String

    package init(processID: Int32, startTime: UInt64, bootID: String) {
        self.processID = processID
        self.startTime = startTime
        self.bootID = bootID
    }

    /// The process that has the pid now; nil when none has.
    package static func current(of processID: Int32) -> ProcessIdentity? {
        guard processID > 0, let startTime = startTime(of: processID), let bootID = currentBootID() else { return nil }
        return ProcessIdentity(processID: processID, startTime: startTime, bootID: bootID)
    }

    /// Whether this very process still runs.
    package var isAlive: Bool { Self.current(of: processID) == self }

    /// The ID of the running boot; nil without /proc.
    package static func currentBootID() -> String? {
        SmallFile.text("/proc/sys/kernel/random/boot_id").map { String($0.prefix(36)) }
    }

    /// A pidfd of this very process; nil when it has ended.
    func open() -> OwnedDescriptor? {
        let descriptor = OwnedDescriptor(clinux_pidfd_open(processID))
        // Looked at after opening: from here on the descriptor can't come to mean another process.
        return descriptor.number >= 0 && isAlive ? descriptor : nil
    }

    /// Signals this very process; false when it has ended or isn't ours to signal.
    package func signal(_ number: Int32) -> Bool {
        guard let descriptor = open() else { return false }
        return withExtendedLifetime(descriptor) { clinux_pidfd_send_signal(descriptor.number, number) == 0 }
    }

    private static func startTime(of processID: Int32) -> UInt64? {
        guard let text = SmallFile.text("/proc/\(processID)/stat"), let end = text.lastIndex(of: ")") else {
            return nil
        }
        // The command's name may itself hold blanks and parentheses; field 3 follows it.
        let fields = text[end...].dropFirst().split(separator: " ")
        // A zombie has ended, though its number is still taken.
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}
