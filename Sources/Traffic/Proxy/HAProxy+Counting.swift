// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension HAProxy {
    /// What the releases behind a route have answered, by release, ascending; none before the first switch. Counts go
    /// on over reloads; they begin anew when the proxy or this process was started again.
    ///
    /// Throws `traffic_route_not_found`, `proxy_unavailable`.
    package func answered(_ name: RouteName) async throws -> [ReleaseCounts] {
        try await exclusively {
            guard let destinations = try self.recorded()[name]?.destinations else { throw Self.missing(name) }
            try await self.count()
            let releases = destinations.groups.map(\.release)
            self.ledger.forget(name.description, except: Set(releases))
            return releases.map { self.ledger.total(name.description, release: $0) }
        }
    }

    /// Reads what all workers count. To be called before a reload too: a worker that has nothing to do ends at once.
    func count() async throws {
        let processes = try await processes()
        for worker in processes.old + [processes.current].compactMap(\.self) {
            // One that ended meanwhile keeps what was read last.
            guard let answer = try? await askMaster("@!\(worker) show stat -1 4 -1") else { continue }
            ledger.note(ServerCounts.parse(answer), of: worker)
        }
        ledger.keep(Set(processes.old + [processes.current].compactMap(\.self)))
    }
}
