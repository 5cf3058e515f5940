// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The bytes of an embedded file where the program has them: pages of its own file, which the system reads when they are
/// asked for and takes back when memory is short. Only a response copies them.
// Unchecked: what is embedded are constants of the program, and bytes of one's own are a value.
package struct AssetBytes: RandomAccessCollection, @unchecked Sendable {
    private enum Place {
        case program(UnsafeBufferPointer<UInt8>)
        case own([UInt8])
    }

    private let place: Place

    package init(_ bytes: [UInt8]) { place = .own(bytes) }

    /// - constant: bytes that live as long as the program.
    init(constant: UnsafeBufferPointer<UInt8>) { place = .program(constant) }

    package var startIndex: Int { 0 }

    package var endIndex: Int {
        switch place {
        case .program(let constant): constant.count
        case .own(let bytes): bytes.count
        }
    }

    package subscript(position: Int) -> UInt8 {
        switch place {
        case .program(let constant): constant[position]
        case .own(let bytes): bytes[position]
        }
    }

    package func withContiguousStorageIfAvailable<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
    ) rethrows -> Value? {
        switch place {
        case .program(let constant): try body(constant)
        case .own(let bytes): try bytes.withUnsafeBufferPointer(body)
        }
    }
}
