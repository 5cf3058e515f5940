// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Whether bytes that come in pieces are UTF-8, told at the first byte that can't be (Unicode 15, table 3-7).
struct UTF8Stream {
    /// Continuation bytes still to come.
    private var missing = 0
    /// What the next one may be: narrower after some leading bytes, to keep out overlong forms and surrogates.
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// Not in the middle of a character.
    var isComplete: Bool { missing == 0 }

    /// False when the bytes seen so far can't begin any text.
    mutating func accepts(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.withContiguousStorageIfAvailable { accepts($0) } ?? Array(bytes).withUnsafeBufferPointer { accepts($0) }
    }

    private mutating func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var position = 0
        while position < raw.count {
            if missing == 0 {
                while position + 8 <= raw.count,
                    raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                { position += 8 }
                guard position < raw.count else { break }
            }
            guard take(raw[position]) else { return false }
            position += 1
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard byte >= low, byte <= high else { return false }
            (missing, low, high) = (missing - 1, 0x80, 0xBF)
            return true
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, low) = (2, 0xA0)
        case 0xED: (missing, high) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, low) = (3, 0x90)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, high) = (3, 0x8F)
        default: return false
        }
        return true
    }
}
