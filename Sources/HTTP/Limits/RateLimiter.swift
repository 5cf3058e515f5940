// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
import Synchronization

/// Token buckets, one for each key, in a table that can't grow without bound.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var seen: Duration
    }

    /// Two generations of buckets: when the young one is full the old one is dropped, so that forgetting costs nothing
    /// and who comes again is kept.
    private struct Table {
        var young: [String: Bucket] = [:]
        var old: [String: Bucket] = [:]
    }

    private let rate: AdmissionPolicy.Rate
    private let half: Int
    private let time: TimeSource
    private let table = Mutex(Table())

    /// - capacity: keys remembered at most.
    package init(_ rate: AdmissionPolicy.Rate, capacity: Int, time: TimeSource = .system) {
        self.rate = rate
        self.time = time
        half = max(1, capacity / 2)
    }

    /// Takes a token of the key: nil when there was one, else how long until there is.
    package func take(_ key: String) -> Duration? {
        let now = time.uptime()
        return table.withLock { table in
            var bucket = table.young[key] ?? table.old[key] ?? Bucket(tokens: rate.burst, seen: now)
            let seconds = (now - bucket.seen) / .seconds(1)
            bucket.tokens = min(rate.burst, bucket.tokens + max(0, seconds) * rate.perSecond)
            bucket.seen = now
            let isThere = bucket.tokens >= 1
            let missing = 1 - bucket.tokens
            if isThere { bucket.tokens -= 1 }
            if table.young[key] == nil, table.young.count >= half {
                (table.old, table.young) = (table.young, [:])
            }
            table.young[key] = bucket
            return isThere ? nil : .seconds(missing / max(rate.perSecond, 0.001))
        }
    }

    /// Keys that are remembered.
    package var count: Int { table.withLock { $0.young.count + $0.old.count } }
}
