// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Inputs that are nearly right, made from a seed: most bugs of parsers lie close to what they accept.
package struct Mutation: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(max(1, bound)))
    }

    private static let telling: [[UInt8]] =
        [
            "\r\n", "\n", "\r", "\r\n\r\n", ":", " ", "\t", ",", ";", "0", "-", "+", "\0", "chunked",
            "Content-Length: 5\r\n",
        ]
        .map { Array($0.utf8) } + [[0x7F], [0x80], [0xFF], [0x7E], [0xC2, 0xA0], [0xED, 0xA0, 0x80]]

    /// A few changes to one of the inputs, sometimes with a part of another.
    package mutating func input(from corpus: [[UInt8]]) -> [UInt8] {
        var bytes = corpus[next(below: corpus.count)]
        for _ in 0..<(1 + next(below: 4)) {
            let place = next(below: bytes.count + 1)
            switch next(below: 6) {
            case 0 where !bytes.isEmpty: bytes[next(below: bytes.count)] ^= UInt8(1 << next(below: 8))
            case 1 where !bytes.isEmpty: bytes[next(below: bytes.count)] = UInt8(next(below: 256))
            case 2: bytes.insert(contentsOf: Self.telling[next(below: Self.telling.count)], at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(below: 8)))
            case 4:
                let other = corpus[next(below: corpus.count)]
                let start = next(below: other.count)
                bytes.insert(contentsOf: other[start..<min(other.count, start + next(below: 40))], at: place)
            default:
                let end = min(bytes.count, place + next(below: 16))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            }
        }
        return bytes
    }

    /// How many pieces' size to try next.
    package mutating func pieces() -> Int { 1 + next(below: 37) }
}
