// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One of the two servers that every route declares in advance, so that a switch needs no reload.
package enum Slot: String, Sendable, Hashable, Codable, CaseIterable {
    case blue, green

    package var other: Slot { self == .blue ? .green : .blue }
}

/// Which upstream is in which slot of a route and which slot gets the traffic.
package struct Slots: Sendable, Hashable, Codable {
    package private(set) var blue: Upstream?
    package private(set) var green: Upstream?
    package private(set) var active: Slot?

    package init() {}

    package subscript(slot: Slot) -> Upstream? {
        switch slot {
        case .blue: blue
        case .green: green
        }
    }

    package var activeUpstream: Upstream? { active.flatMap { self[$0] } }

    /// The slot of a release.
    package func slot(ofRelease release: Int) -> Slot? { Slot.allCases.first { self[$0]?.release == release } }

    /// Gives the traffic to the upstream. One that has a slot keeps it; another takes the slot without traffic, whose
    /// earlier upstream is forgotten.
    package mutating func activate(_ upstream: Upstream) {
        let slot = slot(ofRelease: upstream.release) ?? active?.other ?? .blue
        set(slot, upstream)
        active = slot
    }

    /// Forgets a release that no longer runs. The active one keeps its slot: its address is still where it comes back.
    package mutating func forget(release: Int) {
        guard let slot = slot(ofRelease: release), slot != active else { return }
        set(slot, nil)
    }

    private mutating func set(_ slot: Slot, _ upstream: Upstream?) {
        switch slot {
        case .blue: blue = upstream
        case .green: green = upstream
        }
    }
}
