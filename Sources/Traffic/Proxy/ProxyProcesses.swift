// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The processes behind the master, from `show proc`.
struct ProxyProcesses: Sendable, Hashable {
    var current: Int32?
    /// Workers of earlier configurations that still serve connections.
    var old: [Int32]
    /// How often a reload was refused.
    var failedReloads: Int

    static func parse(_ answer: String) -> ProxyProcesses {
        var processes = ProxyProcesses(current: nil, old: [], failedReloads: 0)
        var inOld = false
        for line in answer.split(separator: "\n") {
            if line.hasPrefix("#") {
                inOld = line.hasPrefix("# old workers")
                continue
            }
            let fields = line.split(separator: " ")
            guard fields.count >= 3, let pid = Int32(fields[0]) else { continue }
            if fields[1] == "master" {
                let failed = line.split(separator: "[failed: ", maxSplits: 1).dropFirst().first
                processes.failedReloads = failed.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
            } else if fields[1] == "worker" {
                if inOld { processes.old.append(pid) } else { processes.current = pid }
            }
        }
        return processes
    }
}
