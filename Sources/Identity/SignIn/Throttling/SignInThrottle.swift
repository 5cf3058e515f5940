// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// Bounds how often secrets that people remember are tried.
///
/// An attempt is counted before it is checked and forgiven when it was right: attempts at the same moment can't all slip
/// through before the first has failed.
struct SignInThrottle: Sendable {
    private let store = SignInFailureStore()

    /// Throws `too_many_attempts` when the attempt has to wait.
    func check(_ keys: [ThrottleKey], now: Timestamp, on connection: any ReadConnection) throws {
        let waits = try keys.compactMap { key in
            key.rule.wait(try store.find(key.text, on: connection), now: now)
        }
        guard let longest = waits.max() else { return }
        // In whole seconds, so that who waits as long as they are told is not early.
        let seconds = (longest.wholeMilliseconds + 999) / 1000
        throw Failure(
            .tooManyAttempts, "too many attempts have failed", hint: "wait for \(seconds) s and try again",
            retry: .after(.seconds(seconds)))
    }

    /// The same, and counts the attempt.
    func admit(_ keys: [ThrottleKey], now: Timestamp, on connection: any WriteConnection) throws {
        try check(keys, now: now, on: connection)
        for key in keys {
            let failures = key.rule.counting(try store.find(key.text, on: connection), now: now)
            try store.set(failures, for: key.text, on: connection)
        }
    }

    /// Takes an attempt back that was right.
    func succeed(_ keys: [ThrottleKey], now: Timestamp, on connection: any WriteConnection) throws {
        for key in keys {
            if key.forgets { try store.delete(key.text, on: connection) } else { try refund(key, now, connection) }
        }
    }

    /// Takes an attempt back that was never checked.
    func withdraw(_ keys: [ThrottleKey], now: Timestamp, on connection: any WriteConnection) throws {
        for key in keys { try refund(key, now, connection) }
    }

    private func refund(_ key: ThrottleKey, _ now: Timestamp, _ connection: any WriteConnection) throws {
        guard let failures = try store.find(key.text, on: connection) else { return }
        let left = key.rule.forgiving(failures, now: now)
        if left.count == 0 {
            try store.delete(key.text, on: connection)
        } else {
            try store.set(left, for: key.text, on: connection)
        }
    }
}
