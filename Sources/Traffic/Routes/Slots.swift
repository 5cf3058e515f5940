// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One of the servers that every route declares in advance, so that a switch needs no reload.
package struct Slot: RawRepresentable, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable, Comparable {
    /// The active release, its warm predecessor, and earlier ones that still finish what they serve each have one.
    package static let allCases = (1...16).map(Slot.init(number:))

    package let number: Int

    private init(number: Int) { self.number = number }

    /// The proxy's name for it, e.g. `slot3`.
    package var rawValue: String { "slot\(number)" }

    package init?(rawValue: String) {
        guard let slot = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = slot
    }

    package static func < (left: Slot, right: Slot) -> Bool { left.number < right.number }
}

/// Which upstream is in which slot of a route and which slot gets the traffic.
package struct Slots: Sendable, Hashable, Codable {
    private var upstreams: [Slot: Upstream] = [:]
    package private(set) var active: Slot?

    package init() {}

    package subscript(slot: Slot) -> Upstream? { upstreams[slot] }

    package var activeUpstream: Upstream? { active.flatMap { self[$0] } }

    /// The slot of a release.
    package func slot(ofRelease release: Int) -> Slot? { upstreams.first { $0.value.release == release }?.key }

    /// Gives the traffic to the upstream. One that has a slot keeps it; another takes a free one, or when there is none
    /// that of the oldest release without traffic, which is forgotten though it may still serve something.
    package mutating func activate(_ upstream: Upstream) {
        guard let slot = slot(ofRelease: upstream.release) ?? free ?? oldest else { return }
        upstreams[slot] = upstream
        active = slot
    }

    /// Forgets a release that no longer runs. The active one keeps its slot: its address is still where it comes back.
    package mutating func forget(release: Int) {
        guard let slot = slot(ofRelease: release), slot != active else { return }
        upstreams[slot] = nil
    }

    private var free: Slot? { Slot.allCases.first { upstreams[$0] == nil } }

    private var oldest: Slot? {
        upstreams.filter { $0.key != active }.min { $0.value.release < $1.value.release }?.key
    }
}
