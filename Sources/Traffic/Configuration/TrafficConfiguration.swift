// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Everything the proxy is told, as a value: its text is a pure function of it, and it can be read back from the text.
package struct TrafficConfiguration: Sendable, Hashable {
    /// In the order of their names.
    package private(set) var routes: [Route]
    /// The shared port, nil when it is off or taken by somebody else.
    package var frontPort: Int?
    /// Ports of routes that somebody else took while the proxy was down. Those routes are reached through the shared
    /// port only: listening on a taken port would keep the proxy from starting, and so take down every project.
    package var closedPorts: Set<Int>
    /// Counts reloads that are there only to be rid of servers that the running proxy knows and nobody needs.
    var generation = 0

    package init(routes: [Route] = [], frontPort: Int? = nil, closedPorts: Set<Int> = []) {
        self.routes = routes.sorted { $0.name < $1.name }
        self.frontPort = frontPort
        self.closedPorts = closedPorts
    }

    package subscript(name: RouteName) -> Route? {
        get { routes.first { $0.name == name } }
        set {
            routes.removeAll { $0.name == name }
            if let newValue { routes.append(newValue) }
            routes.sort { $0.name < $1.name }
        }
    }

    /// Ports that must be free, or the proxy's own already, for it to start.
    package var listenPorts: Set<Int> {
        Set(routes.map(\.port)).subtracting(closedPorts).union(frontPort.map { [$0] } ?? [])
    }

    /// Host names to routes. A name claimed twice goes to production first, then to the first by name: project
    /// `shop-staging` and profile `staging` of project `shop` would both be `shop-staging.localhost`.
    package var hosts: [(host: String, route: RouteName)] {
        var owners: [String: RouteName] = [:]
        let own = routes.filter { $0.name.profile == .production } + routes.filter { $0.name.profile != .production }
        for route in own where owners[route.ownHost] == nil { owners[route.ownHost] = route.name }
        for route in routes {
            for host in route.hosts where owners[host.lowercased()] == nil { owners[host.lowercased()] = route.name }
        }
        return owners.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Names what can only change by a reload: two configurations that differ in destinations alone have the same.
    package func structure(_ settings: TrafficSettings, directory: ProxyDirectory) -> String {
        var bare = self
        bare.routes = routes.map { Route(name: $0.name, port: $0.port, hosts: $0.hosts) }
        let text = bare.text(settings, directory: directory, structure: "")
        // FNV-1a: names a text, guards nothing.
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "dextra-" + String(hash, radix: 16)
    }
}

extension TrafficConfiguration {
    static let recordPrefix = "#dextra "

    /// What one record line says.
    enum Record: Codable {
        case front(Int)
        case closed(Int)
        case route(Route)
        case generation(Int)
    }

    var records: [Record] {
        (frontPort.map { [.front($0)] } ?? []) + (generation > 0 ? [.generation(generation)] : [])
            + closedPorts.sorted().map(Record.closed) + routes.map(Record.route)
    }

    /// Reads the record lines of a configuration's text; throws `proxy_configuration_corrupt`.
    package init(reading text: String) throws {
        self.init()
        for line in text.split(separator: "\n") where line.hasPrefix(Self.recordPrefix) {
            let record: Record
            do {
                record = try JSONText.decode(Record.self, from: String(line.dropFirst(Self.recordPrefix.count)))
            } catch {
                throw Failure(
                    .proxyConfigurationCorrupt, "the proxy's configuration has an unreadable record: \(line)",
                    hint: "remove the file haproxy.cfg in the data directory's proxy folder and start the server again",
                    cause: error)
            }
            switch record {
            case .front(let port): frontPort = port
            case .closed(let port): closedPorts.insert(port)
            case .route(let route): self[route.name] = route
            case .generation(let number): generation = number
            }
        }
    }
}
