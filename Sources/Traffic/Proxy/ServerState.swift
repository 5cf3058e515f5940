// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a worker says about one slot, from `show servers state` (management guide, 9.3).
struct ServerState: Sendable, Hashable {
    var address: String
    /// SRV_ADMF_*: 1 forced maintenance, 2 inherited maintenance, 8 forced drain, 16 inherited drain.
    var administrative: Int

    /// New requests come here.
    var isReady: Bool { administrative & (1 | 2 | 8 | 16) == 0 }

    /// Nothing comes here, and what waits for it goes elsewhere.
    var isInMaintenance: Bool { administrative & (1 | 2) != 0 }

    /// The slots of one backend; lines that are not servers are skipped.
    static func parse(_ answer: String) -> [Slot: ServerState] {
        var columns: [Substring: Int] = [:]
        var states: [Slot: ServerState] = [:]
        for line in answer.split(separator: "\n") {
            let fields = line.split(separator: " ")
            if fields.first == "#" {
                columns = Dictionary(fields.dropFirst().enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
                continue
            }
            func field(_ name: Substring) -> Substring? {
                columns[name].flatMap { fields.indices.contains($0) ? fields[$0] : nil }
            }
            guard let name = field("srv_name"), let slot = Slot(rawValue: String(name)),
                let host = field("srv_addr"), let port = field("srv_port"),
                let flags = field("srv_admin_state").flatMap({ Int($0) })
            else { continue }
            states[slot] = ServerState(address: "\(host):\(port)", administrative: flags)
        }
        return states
    }
}

/// What a worker counts for one slot, from `show stat`.
struct ServerLoad: Sendable, Hashable {
    var address: String
    /// Requests, streams and tunnels being served, and those waiting.
    var connections: Int
    /// E.g. `no check`, `DRAIN`, `MAINT`.
    var status: String

    static func parse(_ answer: String) -> [Slot: ServerLoad] {
        var columns: [Substring: Int] = [:]
        var loads: [Slot: ServerLoad] = [:]
        for line in answer.split(separator: "\n") {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            if line.hasPrefix("# ") {
                let names = line.dropFirst(2).split(separator: ",", omittingEmptySubsequences: false)
                columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
                continue
            }
            func field(_ name: Substring) -> Substring? {
                columns[name].flatMap { fields.indices.contains($0) ? fields[$0] : nil }
            }
            guard let name = field("svname"), let slot = Slot(rawValue: String(name)), let address = field("addr"),
                let current = field("scur").flatMap({ Int($0) }), let queued = field("qcur").flatMap({ Int($0) }),
                let status = field("status")
            else { continue }
            loads[slot] = ServerLoad(address: String(address), connections: current + queued, status: String(status))
        }
        return loads
    }

    /// The most client connections of the frontends that can be idle, from a `show stat` of all frontends and backends:
    /// idle are those of all frontends that no backend serves.
    static func idle(_ answer: String, frontends: Set<String>) -> Int {
        let lines = answer.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard let heading = lines.first, let column = heading.firstIndex(of: "scur") else { return 0 }
        var (chosen, idle) = (0, 0)
        for line in lines.dropFirst() where line.indices.contains(column) {
            let count = Int(line[column]) ?? 0
            if line[1] == "FRONTEND" {
                idle += count
                if frontends.contains(String(line[0])) { chosen += count }
            } else if line[1] == "BACKEND" {
                idle -= count
            }
        }
        return max(0, min(chosen, idle))
    }
}

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
