// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What must be said to a worker so that its servers are those of a route.
struct ServerCommands: Sendable, Hashable {
    /// In the order in which they must be carried out; none when all is as it should be.
    private(set) var lines: [String] = []
    private let backend: String

    /// New servers get traffic before earlier ones lose it, so there is always one.
    ///
    /// Nothing is ever deleted at run time: HAProxy before 2.6.16 ends with a segmentation fault when something still
    /// points to a deleted server (haproxy/haproxy#2298). What nobody needs waits in maintenance for the next reload.
    init(from states: [ServerName: ServerState], to route: Route) {
        backend = route.name.description
        let destinations = route.destinations
        let wanted = destinations.groups.flatMap(\.servers)
        let order =
            wanted.filter { destinations.isOpen($0) } + wanted.filter { !destinations.isOpen($0) }
        for server in order {
            guard let upstream = destinations[server.release]?[server] else { continue }
            bring(server, from: states[server], to: upstream, opens: destinations.isOpen(server))
        }
        for server in Self.unneeded(states, by: route) where states[server]?.isInMaintenance == false {
            lines.append("set server \(backend)/\(server.rawValue) state maint")
        }
    }

    /// The servers that a worker has and the route doesn't.
    static func unneeded(_ states: [ServerName: ServerState], by route: Route) -> [ServerName] {
        states.keys.filter { route.destinations[$0.release]?[$0] == nil }.sorted()
    }

    private mutating func bring(_ server: ServerName, from state: ServerState?, to upstream: Upstream, opens: Bool) {
        let name = "\(backend)/\(server.rawValue)"
        if state == nil { lines.append("add server \(name) \(upstream) weight \(Destinations.openWeight)") }
        let moves = state.map { $0.address != upstream.description } ?? false
        // Under maintenance, which drops idle connections to the earlier address.
        if moves {
            lines += [
                "set server \(name) state maint", "set server \(name) addr \(upstream.host) port \(upstream.port)",
            ]
        }
        if opens {
            if let state, state.weight != Destinations.openWeight {
                lines.append("set server \(name) weight \(Destinations.openWeight)")
            }
            if moves || state?.isReady != true { lines.append("set server \(name) state ready") }
        } else if moves || state?.isDraining != true {
            // By state, not by weight 0, with which an added server would have no place among the others later.
            lines.append("set server \(name) state drain")
        }
    }
}
