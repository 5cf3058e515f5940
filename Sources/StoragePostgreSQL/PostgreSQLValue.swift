// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CPQ
import Primitives
import Storage

/// Values on their way to the server and back, in its binary formats (PostgreSQL manual, 55.2; src/include/catalog).
enum PostgreSQLValue {
    /// Object IDs of the types that the stores use (pg_type.dat).
    enum TypeID {
        static let unknown: Oid = 0
        static let bool: Oid = 16
        static let bytes: Oid = 17
        static let int8: Oid = 20
        static let int2: Oid = 21
        static let int4: Oid = 23
        static let text: Oid = 25
        static let float4: Oid = 700
        static let float8: Oid = 701
        static let numeric: Oid = 1700
        static let textual: Set<Oid> = [text, 18, 19, 1042, 1043]
    }

    /// The type a parameter is declared with; null is of whatever type fits.
    static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: TypeID.unknown
        case .integer: TypeID.int8
        case .real: TypeID.float8
        case .text: TypeID.text
        case .bytes: TypeID.bytes
        }
    }

    /// A parameter's bytes; nil for null. Throws `invalid_argument` for text with a NUL.
    static func encode(_ value: SQLValue) throws -> [UInt8]? {
        switch value {
        case .null: return nil
        case .integer(let number): return bigEndian(UInt64(bitPattern: number))
        case .real(let number): return bigEndian(number.bitPattern)
        case .bytes(let bytes): return bytes
        case .text(let text):
            try value.checkText()
            return Array(text.utf8)
        }
    }

    /// A column of a row; throws `database_failed` for a type that no store uses.
    static func decode(_ bytes: UnsafeRawBufferPointer, type: Oid) throws -> SQLValue {
        switch type {
        case TypeID.int8: .integer(Int64(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))))
        case TypeID.int4: .integer(Int64(Int32(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))))
        case TypeID.int2: .integer(Int64(Int16(bitPattern: UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self)))))
        case TypeID.bool: .integer(bytes.first == 0 ? 0 : 1)
        case TypeID.float8: .real(Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))))
        case TypeID.float4: .real(Double(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))))
        case TypeID.bytes: .bytes(Array(bytes))
        case TypeID.numeric: numeric(bytes)
        case let type where TypeID.textual.contains(type): .text(String(decoding: bytes, as: UTF8.self))
        default:
            throw Failure(
                .databaseFailed, "a statement's result has the type \(type), which is none that the stores use",
                hint: "cast it in the statement")
        }
    }

    /// A sum or an average: whole numbers stay whole, as they do in SQLite.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        func word(_ index: Int) -> Int {
            Int(Int16(bitPattern: UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))))
        }
        let (count, weight, isNegative, scale) = (word(0), word(1), word(2) == 0x4000, word(3))
        var whole: Int64? = 0
        var real = 0.0
        for index in 0..<max(count, weight + 1) {
            let digit = index < count ? word(4 + index) : 0
            if index <= weight {
                whole = whole.flatMap { whole in
                    let (product, overflow) = whole.multipliedReportingOverflow(by: 10_000)
                    let (sum, carry) = product.addingReportingOverflow(Int64(digit))
                    return overflow || carry ? nil : sum
                }
                real = real * 10_000 + Double(digit)
            } else {
                var part = Double(digit)
                for _ in 0..<(index - weight) { part /= 10_000 }
                real += part
            }
        }
        if scale == 0, let whole { return .integer(isNegative ? -whole : whole) }
        return .real(isNegative ? -real : real)
    }

    private static func bigEndian(_ word: UInt64) -> [UInt8] {
        withUnsafeBytes(of: word.bigEndian, Array.init)
    }
}
