// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Where randomness comes from: the system's generator in production, a seeded one in tests.
package struct RandomSource: Sendable {
    private let source: @Sendable () -> UInt64

    package init(_ source: @escaping @Sendable () -> UInt64) { self.source = source }

    /// 64 random bits.
    package func next() -> UInt64 { source() }

    /// A uniform number in 0..<1.
    package func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A fresh ID of the given moment.
    package func identifier<Subject>(at time: Timestamp) -> Identifier<Subject> {
        Identifier(at: time, random: (next(), next()))
    }

    /// The system's cryptographically secure generator.
    package static let system = RandomSource {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
