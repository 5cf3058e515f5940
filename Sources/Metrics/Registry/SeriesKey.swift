// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The values of a series' labels, with a hash that is made in one pass over their bytes.
///
/// Swift's own hash of an array of strings was most of what noting a request took. This one (FNV-1a, 64 bits) can be
/// made to collide by who chooses the values; a table of a bounded number of series bears that.
struct SeriesKey: Hashable {
    let values: [String]
    private let digest: UInt64

    init(_ values: [String]) {
        self.values = values
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in values {
            for byte in value.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
            // Parts the values: no text has this byte.
            digest = (digest ^ 0xFF) &* 0x100_0000_01B3
        }
        self.digest = digest
    }

    static func == (left: SeriesKey, right: SeriesKey) -> Bool {
        left.digest == right.digest && left.values == right.values
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}
