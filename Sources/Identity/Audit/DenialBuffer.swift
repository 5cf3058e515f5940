// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Folds what is denied again and again, so that knocking at the door can't fill the disk.
///
/// The first of its kind is written at once. Its repetitions are counted and written as one entry when a window is over,
/// which grows from one minute to about an hour while they go on. Different kinds share a budget, strangers one of their
/// own, so that they can't hide what somebody does who is signed in; what is beyond it is counted in one entry for all.
struct DenialBuffer: Sendable {
    private struct Window {
        var count: Int64 = 0
        var since: Timestamp
        var ends: Duration
        var length: Duration
    }

    /// New kinds that may come.
    private struct Budget {
        private static let burst = 200.0
        /// For each second, beyond the burst.
        private static let rate = 0.5

        private var left = Self.burst
        private var refilled: Duration

        init(at uptime: Duration) { refilled = uptime }

        mutating func take(at uptime: Duration) -> Bool {
            left = min(Self.burst, left + (uptime - refilled).inSeconds * Self.rate)
            refilled = uptime
            guard left >= 1 else { return false }
            left -= 1
            return true
        }
    }

    private static let shortest: Duration = .seconds(60)
    private static let longest: Duration = .seconds(64 * 60)
    /// Kinds that are counted at once: who repeats each of them now and then keeps them all.
    private static let mostKinds = 4096

    private var windows: [AuditDraft: Window] = [:]
    private var strangers: Budget
    private var others: Budget
    private var overflow: Window?

    init(at uptime: Duration) { (strangers, others) = (Budget(at: uptime), Budget(at: uptime)) }

    /// Takes a denial; gives it back when it is to be written now.
    mutating func note(_ draft: AuditDraft, at now: Timestamp, _ uptime: Duration) -> AuditDraft? {
        if windows[draft] != nil {
            windows[draft]?.count += 1
            return nil
        }
        let isAdmitted = draft.isOfStranger ? strangers.take(at: uptime) : others.take(at: uptime)
        guard isAdmitted, windows.count < Self.mostKinds else {
            var window = overflow ?? Self.window(at: now, uptime)
            window.count += 1
            overflow = window
            return nil
        }
        windows[draft] = Self.window(at: now, uptime)
        return draft
    }

    /// The entries that tell of repetitions, of the windows that are over; of all of them when it ends.
    mutating func take(at now: Timestamp, _ uptime: Duration, all: Bool = false) -> [AuditDraft] {
        var due: [AuditDraft] = []
        for (draft, window) in windows where all || window.ends <= uptime {
            guard window.count > 0 else {
                windows[draft] = nil
                continue
            }
            due.append(draft.adding(["repeated": .integer(window.count), "since": .string("\(window.since)")]))
            let length = min(Self.longest, window.length * 2)
            windows[draft] = Window(since: now, ends: uptime + length, length: length)
        }
        if let window = overflow, all || window.ends <= uptime {
            due.append(
                AuditDraft(
                    actor: "anonymous", method: "none", action: "denials", subject: "audit", outcome: .denied,
                    detail: ["omitted": .integer(window.count), "since": .string("\(window.since)")]))
            overflow = nil
        }
        return due
    }

    private static func window(at now: Timestamp, _ uptime: Duration) -> Window {
        Window(since: now, ends: uptime + shortest, length: shortest)
    }
}
