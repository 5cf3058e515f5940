// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a worker serves on one server now, from `show stat` (management guide, 9.1).
struct ServerLoad: Sendable, Hashable {
    var address: String
    /// Requests, streams and tunnels being served, and those waiting.
    var connections: Int
    /// E.g. `no check`, `DRAIN`, `MAINT`.
    var status: String
    /// It has, or had in this worker, traffic or a share of it, so it may get a request more.
    var mayGetMore: Bool

    static func parse(_ answer: String) -> [ServerLoad] {
        StatTable(answer).rows.compactMap { row in
            guard let address = row["addr"], let current = row.number("scur"), let queued = row.number("qcur"),
                let status = row["status"], let weight = row.number("weight"), let total = row.number("stot")
            else { return nil }
            return ServerLoad(
                address: String(address), connections: current + queued, status: String(status),
                mayGetMore: weight > 0 || total > 0)
        }
    }

    /// The most client connections of the frontends that can be idle, from a `show stat` of all frontends and backends:
    /// idle are those of all frontends that no backend serves.
    static func idle(_ answer: String, frontends: Set<String>) -> Int {
        var (chosen, idle) = (0, 0)
        for row in StatTable(answer).rows {
            guard let count = row.number("scur"), let proxy = row["pxname"] else { continue }
            if row["svname"] == "FRONTEND" {
                idle += count
                if frontends.contains(String(proxy)) { chosen += count }
            } else if row["svname"] == "BACKEND" {
                idle -= count
            }
        }
        return max(0, min(chosen, idle))
    }
}
