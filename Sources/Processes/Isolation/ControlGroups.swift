// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Where this process may make control groups (cgroup v2), and what they can limit there.
package struct ControlGroups: Sendable, Hashable {
    /// The directory for services' groups; nil where none can be made.
    package let directory: String?
    /// Whether ``ResourceLimits/memory`` is kept.
    package let limitsMemory: Bool
    /// Whether ``ResourceLimits/processes`` is kept for the service as a whole, and not only by rlimit.
    package let limitsProcesses: Bool
    /// For people: what is used, or why not.
    package let explanation: String

    /// No control groups: rlimits and process trees do the work.
    package static let none = ControlGroups(
        directory: nil, limitsMemory: false, limitsProcesses: false, explanation: "control groups are not used")

    /// Looks for a delegated cgroup v2 hierarchy and makes its `dextra` group.
    package static func find() -> ControlGroups {
        guard let mount = mountPoint(), let own = ownGroup() else {
            return refused("this machine has no cgroup v2 hierarchy")
        }
        let parent = own == "/" ? mount : mount + own
        let directory = parent + "/dextra"
        guard mkdir(directory, 0o755) == 0 || errno == EEXIST else {
            return refused("\(parent) is not delegated to this user")
        }
        // Processes change groups only for those who may write to the group they come from.
        guard access(parent + "/cgroup.procs", W_OK) == 0, access(directory + "/cgroup.procs", W_OK) == 0 else {
            return refused("\(parent) is not delegated to this user")
        }
        for group in [parent, directory] {
            for controller in ["+memory", "+pids"] { put(controller, into: group + "/cgroup.subtree_control") }
        }
        let granted = SmallFile.text(directory + "/cgroup.subtree_control")?.split(whereSeparator: \.isWhitespace) ?? []
        let memory = granted.contains("memory")
        let processes = granted.contains("pids")
        let limits = [memory ? "memory" : nil, processes ? "processes" : nil].compactMap(\.self)
        return ControlGroups(
            directory: directory, limitsMemory: memory, limitsProcesses: processes,
            explanation: "control groups in \(directory) end services as a whole"
                + (limits.isEmpty ? "; rlimits limit them" : " and limit their \(limits.joined(separator: " and "))"))
    }

    /// The group of one service; its directory makes it different from another installation's.
    func path(of service: String, directory serviceDirectory: String) -> String? {
        guard let directory else { return nil }
        // FNV-1a: only to tell directories apart.
        var hash: UInt32 = 2_166_136_261
        for byte in serviceDirectory.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return "\(directory)/\(service)-\(String(hash, radix: 16))"
    }

    private static func refused(_ reason: String) -> ControlGroups {
        ControlGroups(
            directory: nil, limitsMemory: false, limitsProcesses: false, explanation: "\(reason); rlimits are used")
    }

    /// proc(5), /proc/PID/mountinfo: field 5 is the mount point, the type follows a lone hyphen.
    private static func mountPoint() -> String? {
        for line in SmallFile.text("/proc/self/mountinfo")?.split(separator: "\n") ?? [] {
            let fields = line.split(separator: " ")
            guard let hyphen = fields.firstIndex(of: "-"), hyphen + 1 < fields.count, fields[hyphen + 1] == "cgroup2",
                fields[3] == "/"
            else { continue }
            return String(fields[4])
        }
        return nil
    }

    private static func ownGroup() -> String? {
        let lines = SmallFile.text("/proc/self/cgroup")?.split(separator: "\n") ?? []
        return lines.first { $0.hasPrefix("0::") }.map { String($0.dropFirst(3)) }
    }

    private static func put(_ text: String, into path: String) {
        let file = OwnedDescriptor(open(path, O_WRONLY | O_CLOEXEC))
        guard file.number >= 0 else { return }
        _ = text.withCString { write(file.number, $0, strlen($0)) }
    }
}
