// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension HAProxy {
    /// Sends all new requests of the route to the upstream. What the predecessor serves goes on; it gets no more.
    ///
    /// Done again after a crash at any point it ends in the same state. Throws `traffic_route_not_found`, `proxy_failed`.
    package func switchTraffic(_ name: RouteName, to upstream: Upstream) async throws {
        try await exclusively {
            try await self.change(name) { $0.activate(upstream) }
        }
    }

    /// Forgets a release that was stopped: its slot goes to maintenance. The active one keeps its slot.
    package func retire(_ name: RouteName, release: Int) async throws {
        try await exclusively {
            guard try self.recorded()[name]?.slots.slot(ofRelease: release) != nil else { return }
            try await self.change(name) { $0.forget(release: release) }
        }
    }

    private func change(_ name: RouteName, _ edit: (inout Slots) -> Void) async throws {
        var wanted = try recorded()
        guard var route = wanted[name] else { throw Self.missing(name) }
        edit(&route.slots)
        wanted[name] = route
        try record(wanted)
        do {
            try converge(route)
        } catch let failure as Failure where failure.code == .proxyUnavailable {
            // It ended in this moment: whoever starts it again starts it with the record.
            try await bringUp()
        }
    }

    /// How many requests, streams and tunnels the release serves now, over the workers of all configurations.
    ///
    /// Idle connections in earlier workers count too, those of the shared port for every route: the next request on one
    /// of them still goes to the release that was active when that worker was replaced, and such a worker takes no more
    /// changes ("Proxy is disabled"). They are closed after that request or the keep-alive time.
    package func connections(_ name: RouteName, release: Int) async throws -> Int {
        guard let slots = try recorded()[name]?.slots, let slot = slots.slot(ofRelease: release),
            let upstream = slots[slot]
        else { return 0 }
        let address = "\(upstream.host):\(upstream.port)"
        let now = ServerLoad.parse(try admin.send("show stat \(name) 4 -1"))
        var total = now.values.filter { $0.address == address }.reduce(0) { $0 + $1.connections }
        for worker in try await processes().old {
            // A worker that ended meanwhile serves nothing.
            let answer = (try? await askMaster("@!\(worker) show stat \(name) 4 -1")) ?? ""
            let old = ServerLoad.parse(answer).values.filter { $0.address == address && $0.status != "MAINT" }
            guard let load = old.first else { continue }
            let sessions = (try? await askMaster("@!\(worker) show stat -1 3 -1")) ?? ""
            total += load.connections + ServerLoad.idle(sessions, frontends: ["\(name).port", "front"])
        }
        return total
    }

    /// Tells the worker what the route's slots should be and checks that it did so.
    ///
    /// Throws `proxy_unavailable` when it doesn't answer, `proxy_failed` when it does something else.
    func converge(_ route: Route) throws {
        let commands = Self.commands(from: try states(of: route.name), to: route)
        if !commands.isEmpty {
            let answer = try admin.send(commands.joined(separator: ";"))
            let states = try states(of: route.name)
            let remaining = Self.commands(from: states, to: route)
            guard remaining.isEmpty else {
                throw Failure(
                    .proxyFailed, "the proxy didn't switch \(route.name)",
                    metadata: [.init("answer", answer), .init("missing", remaining.joined(separator: "; "))])
            }
        }
    }

    private func states(of name: RouteName) throws -> [Slot: ServerState] {
        let states = ServerState.parse(try admin.send("show servers state \(name)"))
        guard states.count == Slot.allCases.count else {
            throw Failure(.proxyUnavailable, "the proxy doesn't know \(name) yet", hint: "try again")
        }
        return states
    }

    /// The commands that bring slots from what they are to what they should be; none when they are.
    ///
    /// The new slot is made ready before the old one drains, so there is always one. Its address is changed under
    /// maintenance, which drops idle connections to the earlier address.
    static func commands(from states: [Slot: ServerState], to route: Route) -> [String] {
        var commands: [String] = []
        let order = [route.slots.active].compactMap(\.self) + Slot.allCases.filter { $0 != route.slots.active }
        for slot in order {
            guard let state = states[slot] else { continue }
            let server = "set server \(route.name)/\(slot.rawValue)"
            let upstream = route.slots[slot]
            let wantsAddress = upstream.map { "\($0.host):\($0.port)" }
            if slot == route.slots.active, let upstream {
                let moves = state.address != wantsAddress
                if moves {
                    commands += ["\(server) state maint", "\(server) addr \(upstream.host) port \(upstream.port)"]
                }
                if moves || !state.isReady { commands.append("\(server) state ready") }
            } else if upstream != nil, state.isReady {
                commands.append("\(server) state drain")
            } else if upstream == nil, !state.isInMaintenance {
                commands.append("\(server) state maint")
            }
        }
        return commands
    }
}
