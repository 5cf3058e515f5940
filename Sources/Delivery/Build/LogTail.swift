// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The last lines of a stream of text.
struct LogTail {
    /// Longer lines are cut.
    private static let maximumLineBytes = 400

    private let limit: Int
    private var complete: [String] = []
    private var partial: [UInt8] = []

    init(lines limit: Int) { self.limit = limit }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                finishLine()
            } else if partial.count <= Self.maximumLineBytes {
                partial.append(byte)
            }
        }
    }

    private mutating func finishLine() {
        complete.append(Self.text(partial))
        partial = []
        if complete.count > 2 * limit { complete.removeFirst(complete.count - limit) }
    }

    /// Oldest first; the last may be unfinished. Blank lines at the end don't count.
    var lines: [String] {
        var lines = partial.isEmpty ? complete : complete + [Self.text(partial)]
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.suffix(limit)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.prefix(maximumLineBytes), as: UTF8.self)
        let line = text.hasSuffix("\r") ? String(text.dropLast()) : text
        return bytes.count > maximumLineBytes ? line + "…" : line
    }
}
