// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension HAProxy {
    /// So many unneeded servers of a route, some kilobytes each, are worth a reload.
    static let unneededServersLimit = 64
    /// The proxy reads a line of at most 16 kB.
    private static let commandsPerLine = 32

    /// Sends all new requests of the route to the release, evenly to its processes. What the
    /// predecessor serves goes on; it gets no more. Ends a share.
    ///
    /// Done again after a crash at any point it ends in the same state. Throws `traffic_route_not_found`, `proxy_failed`.
    package func switchTraffic(_ name: RouteName, to group: UpstreamGroup) async throws {
        try await exclusively {
            try await self.change(name) { $0.activate(group) }
        }
    }

    /// The active release's processes are elsewhere now. Nothing changes when another release is active, or none, and a share
    /// stays as it is. Throws `traffic_route_not_found`, `proxy_failed`.
    package func readdress(_ name: RouteName, to group: UpstreamGroup) async throws {
        try await exclusively {
            guard let route = try self.recorded()[name] else { throw Self.missing(name) }
            guard route.destinations.active == group.release else { return }
            try await self.change(name) { $0.readdress(group) }
        }
    }

    /// Sends so many percent of new requests to the release, evenly to its processes, and the others to the active one.
    /// 0 takes it back. What can't be connected to is asked of the active release instead, so no user notices.
    ///
    /// Throws `nothing_to_split` when no release has the traffic, `traffic_route_not_found`, `proxy_failed`.
    package func split(_ name: RouteName, to group: UpstreamGroup, percent: Double) async throws {
        try await exclusively {
            if let route = try self.recorded()[name], route.destinations.active == nil {
                throw Failure(
                    .nothingToSplit,
                    "no release of \(name) has the traffic yet, so v\(group.release) can't get a share",
                    hint: "switch to a release first")
            }
            try await self.change(name) { $0.split(group, percent: percent) }
        }
    }

    /// Forgets a release that was stopped. The active one stays on record.
    package func retire(_ name: RouteName, release: Int) async throws {
        try await exclusively {
            guard try self.recorded()[name]?.destinations[release] != nil else { return }
            try await self.change(name) { $0.forget(release: release) }
        }
    }

    /// Forgets the release's processes beyond those that get requests, once they were stopped.
    package func trim(_ name: RouteName, release: Int) async throws {
        try await exclusively {
            guard let group = try self.recorded()[name]?.destinations[release], group.upstreams.count > group.open
            else {
                return
            }
            try await self.change(name) { $0.trim(release: release) }
        }
    }

    private func change(_ name: RouteName, _ edit: (inout Destinations) -> Void) async throws {
        var wanted = try recorded()
        guard var route = wanted[name] else { throw Self.missing(name) }
        edit(&route.destinations)
        wanted[name] = route
        try record(wanted)
        do {
            try converge(route)
            if ServerCommands.unneeded(try states(of: name), by: route).count > Self.unneededServersLimit {
                wanted.generation += 1
                try await reload(to: wanted)
            }
        } catch let failure as Failure where failure.code == .proxyUnavailable {
            // It ended in this moment: whoever starts it again starts it with the record.
            try await bringUp()
        }
    }

    /// How many requests, streams and tunnels the release serves now, over the workers of all configurations; with
    /// `surplus` only what its processes serve that get no more requests.
    ///
    /// Idle connections in earlier workers count too, those of the shared port for every route: the next request on one
    /// of them still goes to the release that was active when that worker was replaced, and such a worker takes no more
    /// changes ("Proxy is disabled"). They are closed after that request or the keep-alive time.
    package func connections(_ name: RouteName, release: Int, surplus: Bool = false) async throws -> Int {
        guard let group = try recorded()[name]?.destinations[release] else { return 0 }
        let addresses = Set(group.upstreams.dropFirst(surplus ? group.open : 0).map(\.description))
        guard !addresses.isEmpty else { return 0 }
        func loads(_ answer: String) -> [ServerLoad] {
            ServerLoad.parse(answer).filter { addresses.contains($0.address) && $0.status != "MAINT" }
        }
        var total = loads(try admin.send("show stat \(name) 4 -1")).reduce(0) { $0 + $1.connections }
        for worker in try await processes().old {
            // A worker that ended meanwhile serves nothing.
            let old = loads((try? await askMaster("@!\(worker) show stat \(name) 4 -1")) ?? "")
            total += old.reduce(0) { $0 + $1.connections }
            guard old.contains(where: \.mayGetMore) else { continue }
            let sessions = (try? await askMaster("@!\(worker) show stat -1 3 -1")) ?? ""
            total += ServerLoad.idle(sessions, frontends: ["\(name).port", "front"])
        }
        return total
    }

    /// Tells the worker what the route's servers and shares should be and checks that it did so.
    ///
    /// Throws `proxy_unavailable` when it doesn't answer, `proxy_failed` when it does something else.
    func converge(_ route: Route) throws {
        let commands = try missing(of: route)
        guard !commands.isEmpty else { return }
        var answers: [String] = []
        for start in stride(from: 0, to: commands.count, by: Self.commandsPerLine) {
            let line = commands[start..<min(start + Self.commandsPerLine, commands.count)].joined(separator: ";")
            answers.append(try admin.send(line))
        }
        let remaining = try missing(of: route)
        guard remaining.isEmpty else {
            throw Failure(
                .proxyFailed, "the proxy didn't switch \(route.name)",
                metadata: [
                    .init("answer", answers.joined(separator: "; ")),
                    .init("missing", remaining.joined(separator: "; ")),
                ])
        }
    }

    private func missing(of route: Route) throws -> [String] {
        let share = ShareVariables(route)
        return ServerCommands(from: try states(of: route.name), to: route).lines
            + share.commands(from: ShareVariables.parse(try admin.send(share.question)))
    }

    private func states(of name: RouteName) throws -> [ServerName: ServerState] {
        guard let states = ServerState.parse(try admin.send("show servers state \(name)")) else {
            throw Failure(.proxyUnavailable, "the proxy doesn't know \(name) yet", hint: "try again")
        }
        return states
    }
}
