// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Where one process of a release listens.
package struct Upstream: Sendable, Hashable, Codable, CustomStringConvertible {
    /// An IPv4 address.
    package var host: String
    package var port: Int

    package init(host: String = "127.0.0.1", port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String { "\(host):\(port)" }
}

/// A release behind a route: the processes that share what comes to it.
package struct UpstreamGroup: Sendable, Hashable, Codable {
    package static let maximumSize = 32

    package let release: Int
    /// In the order of their numbers, which begin with 1.
    package internal(set) var upstreams: [Upstream]
    /// How many of them, from the first on, get requests; those after it finish what they serve.
    package internal(set) var open: Int

    /// Throws `invalid_upstreams` unless there are 1 to 32.
    package init(release: Int, upstreams: [Upstream]) throws(Failure) {
        guard (1...Self.maximumSize).contains(upstreams.count) else {
            throw Failure(
                .invalidUpstreams, "v\(release) has \(upstreams.count) processes to send traffic to",
                hint: "1 to \(Self.maximumSize) are possible")
        }
        self.init(release, upstreams)
    }

    init(_ release: Int, _ upstreams: [Upstream]) {
        self.release = release
        self.upstreams = upstreams
        open = upstreams.count
    }

    var servers: [ServerName] { upstreams.indices.map { ServerName(release: release, number: $0 + 1) } }

    subscript(server: ServerName) -> Upstream? {
        let index = server.number - 1
        return server.release == release && upstreams.indices.contains(index) ? upstreams[index] : nil
    }
}

/// The proxy's name for one process of a release, e.g. `v7.2`. No two releases ever have the same, so what the proxy
/// counts under a name is one release's.
struct ServerName: RawRepresentable, Sendable, Hashable, Comparable {
    let release: Int
    /// From 1.
    let number: Int

    init(release: Int, number: Int) {
        self.release = release
        self.number = number
    }

    init?(rawValue: String) {
        let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].first == "v", let release = Int(parts[0].dropFirst()),
            let number = Int(parts[1]), number > 0
        else { return nil }
        self.init(release: release, number: number)
        guard self.rawValue == rawValue else { return nil }
    }

    var rawValue: String { "v\(release).\(number)" }

    static func < (left: Self, right: Self) -> Bool { (left.release, left.number) < (right.release, right.number) }
}
