// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Primitives

/// A moment as people type it: `10m` for ten minutes ago, `2026-11-25T08:00:00Z`, or `2026-11-25`, in UTC.
enum LogTime {
    /// Throws `usage`.
    static func parse(_ text: String, option: String, now: Timestamp) throws(Failure) -> Timestamp {
        if let time = Timestamp(text) ?? Timestamp(text + "Z") ?? Timestamp(text + "T00:00:00Z") { return time }
        let days = text.hasSuffix("d") ? Int(text.dropLast()).flatMap { (0...36_500).contains($0) ? $0 : nil } : nil
        if let ago = days.map({ Duration.seconds($0 * 86_400) }) ?? Duration(argument: text) {
            return Timestamp(millisecondsSinceEpoch: now.millisecondsSinceEpoch - Int64(ago.wholeMilliseconds))
        }
        throw Failure(
            .usage, "--\(option) can't be '\(text)'",
            hint: "write how long ago (90s, 10m, 2h, 3d) or a time in UTC (2026-11-25T08:00:00Z)")
    }
}
