// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension ReleaseStatus {
    /// Whether a release of this status may be given another one. Staying as it is is always allowed, so that a step
    /// that is taken again after a crash finds nothing to complain about.
    package func mayBecome(_ next: ReleaseStatus) -> Bool {
        if self == next { return true }
        return switch self {
        case .candidate: [.active, .failed, .stopped].contains(next)
        case .active: [.warm, .stopped].contains(next)
        case .warm: [.active, .stopped].contains(next)
        case .stopped: [.active, .pruned].contains(next)
        case .failed: next == .pruned
        case .pruned: false
        }
    }
}
