// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What an event loop calls when a descriptor is ready or time has passed. Called on the loop's thread only.
protocol EventHandler: AnyObject {
    /// The descriptor became ready.
    nonisolated func ready(_ events: Readiness)

    /// Acts on deadlines that have passed and says when the next one is, in the loop's milliseconds (`Int.max`: never).
    nonisolated func sweep(now: Int) -> Int
}

/// The epoll events the room uses; values from epoll_ctl(2).
struct Readiness: OptionSet, Sendable {
    let rawValue: UInt32

    static let input = Readiness(rawValue: 0x001)
    static let output = Readiness(rawValue: 0x004)
    static let failure = Readiness(rawValue: 0x008)
    /// Both directions are gone.
    static let hangup = Readiness(rawValue: 0x010)
    /// The peer will send nothing more; it may still be reading.
    static let peerFinished = Readiness(rawValue: 0x2000)
}
