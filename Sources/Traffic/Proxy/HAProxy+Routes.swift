// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension HAProxy {
    /// Makes the route exist, keeping its destinations; the same again changes nothing. A new one gets `port`, or when that is
    /// nil the port it has, or one chosen by the plan.
    ///
    /// Throws `port_in_use` for a port asked for that belongs to another route or to somebody else.
    package func provision(_ name: RouteName, ordinal: Int, port: Int?, hosts: [String]) async throws -> Route {
        try await exclusively {
            try await self.bringUp()
            var wanted = try self.recorded()
            let earlier = wanted[name]
            var route = earlier ?? Route(name: name, port: 0)
            route.hosts = hosts
            let others = wanted.routes.filter { $0.name != name }
            if let port, port != earlier?.port {
                try self.requirePort(port, for: name, others: others)
                route.port = port
            } else if earlier == nil {
                route.port = try PortPlan(first: self.settings.firstPort).choose(
                    ordinal: ordinal, profile: name.profile, bindAddress: self.settings.bindAddress,
                    taken: Set(others.map(\.port)).union(self.settings.front.number.map { [$0] } ?? []))
            }
            if route != earlier {
                wanted[name] = route
                try await self.reload(to: wanted)
            }
            return route
        }
    }

    /// Removes a route; connections it serves end by themselves, or with the proxy when it was the last route: there is
    /// no proxy without projects. One that doesn't exist is fine.
    package func remove(_ name: RouteName) async throws {
        try await exclusively {
            var wanted = try self.recorded()
            guard wanted[name] != nil else { return }
            if wanted.routes.count == 1 {
                try self.record(TrafficConfiguration())
                return try await self.launcher.stop()
            }
            try await self.bringUp()
            wanted = try self.recorded()
            wanted[name] = nil
            try await self.reload(to: wanted)
        }
    }

    private func requirePort(_ port: Int, for name: RouteName, others: [Route]) throws {
        let hint = "choose another port for \(name.project) in dextra.yaml, or leave it out to have one chosen"
        if let other = others.first(where: { $0.port == port }) {
            throw Failure(
                .portInUse, "port \(port) belongs to \(other.name)", hint: hint,
                metadata: [.init("port", String(port)), .init("holder", other.name.description)])
        }
        try PortProbe.require(port, on: settings.bindAddress, purpose: "\(name)", hint: hint)
    }
}
