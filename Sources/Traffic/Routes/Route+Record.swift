// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Route: Codable {
    private enum CodingKeys: String, CodingKey { case name, port, hosts, destinations, slots }

    /// Also reads what was written when every release was one process with a slot.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try values.decode(RouteName.self, forKey: .name), port: try values.decode(Int.self, forKey: .port),
            hosts: try values.decode([String].self, forKey: .hosts),
            destinations: try values.decodeIfPresent(Destinations.self, forKey: .destinations)
                ?? values.decode(SlotsRecord.self, forKey: .slots).destinations)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(port, forKey: .port)
        try values.encode(hosts, forKey: .hosts)
        try values.encode(destinations, forKey: .destinations)
    }
}

/// What stood in a record in place of the destinations before releases had several processes.
private struct SlotsRecord: Decodable {
    struct Entry: Decodable {
        var host: String
        var port: Int
        var release: Int
    }

    var upstreams: [String: Entry]
    /// A key of `upstreams`.
    var active: String?

    var destinations: Destinations {
        var destinations = Destinations()
        func activate(_ entry: Entry) {
            destinations.activate(UpstreamGroup(entry.release, [Upstream(host: entry.host, port: entry.port)]))
        }
        for entry in upstreams.values.sorted(by: { $0.release < $1.release }) { activate(entry) }
        // The last to be activated has the traffic.
        if let active, let entry = upstreams[active] { activate(entry) }
        return destinations
    }
}
