// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a worker says about one server, from `show servers state` (management guide, 9.3).
struct ServerState: Sendable, Hashable {
    var address: String
    /// SRV_ADMF_*: 1 forced maintenance, 2 inherited maintenance, 8 forced drain, 16 inherited drain.
    var administrative: Int
    var weight: Int

    /// Neither in maintenance nor made to drain.
    var isReady: Bool { administrative & (1 | 2 | 8 | 16) == 0 }

    /// Only what is meant for this server comes here.
    var isDraining: Bool { !isInMaintenance && (weight == 0 || administrative & (8 | 16) != 0) }

    /// Nothing comes here, and what waits for it goes elsewhere.
    var isInMaintenance: Bool { administrative & (1 | 2) != 0 }

    /// The servers of one backend; lines that are none of ours are skipped. nil when there is no such backend.
    static func parse(_ answer: String) -> [ServerName: ServerState]? {
        let lines = answer.split(separator: "\n")
        guard let heading = lines.first(where: { $0.hasPrefix("# ") }) else { return nil }
        let columns = Columns(heading.dropFirst(2).split(separator: " "))
        var states: [ServerName: ServerState] = [:]
        for line in lines where !line.hasPrefix("#") {
            let row = columns.row(line.split(separator: " "))
            guard let name = row["srv_name"].flatMap({ ServerName(rawValue: String($0)) }), let host = row["srv_addr"],
                let port = row["srv_port"], let flags = row.number("srv_admin_state"),
                let weight = row.number("srv_uweight")
            else { continue }
            states[name] = ServerState(address: "\(host):\(port)", administrative: flags, weight: weight)
        }
        return states
    }
}
