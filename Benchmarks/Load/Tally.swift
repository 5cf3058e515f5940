// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// What the load saw, shared by its threads.
final class Tally: Sendable {
    struct Counts {
        var answered = 0
        var failures: [String: Int] = [:]
        var latencies: [Double] = []
        var bodies: [String: Int] = [:]
    }

    private let counts = Mutex<[String: Counts]>([:])

    func answered(_ kind: String, seconds: Double, body: [UInt8]) {
        counts.withLock {
            $0[kind, default: Counts()].answered += 1
            $0[kind, default: Counts()].latencies.append(seconds)
            if body.count <= 16 {
                $0[kind, default: Counts()].bodies[String(decoding: body, as: UTF8.self), default: 0] += 1
            }
        }
    }

    func failed(_ kind: String, _ reason: String) {
        counts.withLock { $0[kind, default: Counts()].failures[reason, default: 0] += 1 }
    }

    /// Prints a row for each kind of traffic and returns how many requests were dropped, failed or cut.
    func report() -> Int {
        let counts = counts.withLock { $0 }
        var failed = 0
        for (kind, row) in counts.sorted(by: { $0.key < $1.key }) {
            let sorted = row.latencies.sorted()
            func percentile(_ share: Double) -> Double {
                sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000
            }
            let lost = row.failures.values.reduce(0, +)
            failed += lost
            print(
                "\(kind): \(row.answered) answered, \(lost) failed, p50 \(rounded(percentile(0.5))) ms, "
                    + "p99 \(rounded(percentile(0.99))) ms, max \(rounded(percentile(1))) ms")
            for (reason, count) in row.failures.sorted(by: { $0.value > $1.value }) {
                print("    \(count) × \(reason)")
            }
        }
        return failed
    }

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

/// Seconds on the monotonic clock.
func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
