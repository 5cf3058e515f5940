// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The releases behind a route: the active one, a candidate that gets a share, warm predecessors, and earlier ones that
/// still finish what they serve.
package struct Destinations: Sendable, Hashable, Codable {
    /// More are never needed at once; without an end the record would grow with every release that nobody retires.
    package static let maximumReleases = 16

    /// By release, ascending.
    package private(set) var groups: [UpstreamGroup] = []
    /// The release that gets the traffic, or what of it no candidate gets.
    package private(set) var active: Int?
    package private(set) var share: Share?

    /// What part of new requests goes to a release that is not the active one.
    package struct Share: Sendable, Hashable, Codable {
        package var release: Int
        /// 1 to 1,000,000.
        package var millionths: Int
    }

    package init() {}

    package subscript(release: Int) -> UpstreamGroup? { groups.first { $0.release == release } }

    package var activeGroup: UpstreamGroup? { active.flatMap { self[$0] } }

    /// Gives all the traffic to a release. Beyond the most that are kept, the oldest without traffic is forgotten though it
    /// may still serve something.
    package mutating func activate(_ group: UpstreamGroup) {
        keep(group)
        active = group.release
        share = nil
        dropOldest()
    }

    /// A release that is known here is elsewhere now; who gets what stays as it is.
    package mutating func readdress(_ group: UpstreamGroup) {
        if self[group.release] != nil { keep(group) }
    }

    /// Gives a part of the active release's traffic to another; none for the active one itself and for 0 percent.
    package mutating func split(_ group: UpstreamGroup, percent: Double) {
        share = nil
        guard group.release != active else { return }
        keep(group)
        let millionths = percent > 0 ? Int((min(percent, 100) * 10_000).rounded()) : 0
        if millionths > 0 { share = Share(release: group.release, millionths: millionths) }
        dropOldest()
    }

    /// Forgets a release that no longer runs. The active one stays: its address is still where it comes back.
    package mutating func forget(release: Int) {
        guard release != active else { return }
        groups.removeAll { $0.release == release }
        if share?.release == release { share = nil }
    }

    /// Forgets a release's processes that get no requests any more.
    package mutating func trim(release: Int) {
        guard let index = groups.firstIndex(where: { $0.release == release }) else { return }
        groups[index].upstreams = Array(groups[index].upstreams.prefix(groups[index].open))
    }

    /// A group that became smaller keeps the upstreams it had beyond its new size: they may still serve something.
    private mutating func keep(_ group: UpstreamGroup) {
        var kept = group
        if let earlier = self[group.release] { kept.upstreams += earlier.upstreams.dropFirst(group.upstreams.count) }
        groups.removeAll { $0.release == group.release }
        groups.append(kept)
        groups.sort { $0.release < $1.release }
    }

    private mutating func dropOldest() {
        while groups.count > Self.maximumReleases {
            guard let oldest = groups.first(where: { $0.release != active && $0.release != share?.release }) else {
                return
            }
            forget(release: oldest.release)
        }
    }
}

extension Destinations {
    /// Of a process over which the active release's requests are balanced.
    static let openWeight = 1

    /// Whether requests are balanced over it; else it only gets what is meant for it.
    func isOpen(_ server: ServerName) -> Bool {
        server.release == active && server.number <= self[server.release]?.open ?? 0
    }
}
