// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import FoundationEssentials
import Primitives

/// Ed25519 signatures as tests make them, apart from the product's own code.
enum ForgedSignature {
    /// - seed: in base64url, as the vault keeps it.
    static func sign(_ message: String, seed: String) throws -> String {
        var (publicKey, secret) = ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 64))
        crypto_sign_seed_keypair(&publicKey, &secret, try decoded(seed))
        var signature = [UInt8](repeating: 0, count: 64)
        let bytes = Array(message.utf8)
        crypto_sign_detached(&signature, nil, bytes, UInt64(bytes.count), secret)
        return encoded(signature)
    }

    /// The same signature with the group's order added to its scalar: equal to careless verifiers (RFC 8032 §8.4).
    static func addingOrder(_ signature: String) throws -> String {
        let order: [UInt8] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ]
        var bytes = try decoded(signature)
        var carry = 0
        for index in order.indices {
            let sum = Int(bytes[32 + index]) + Int(order[index]) + carry
            bytes[32 + index] = UInt8(sum & 255)
            carry = sum >> 8
        }
        return encoded(bytes)
    }

    static func encoded(_ bytes: [UInt8]) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 == "=" ? nil : $0 })
    }

    private static func decoded(_ text: String) throws -> [UInt8] {
        var padded = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        padded += String(repeating: "=", count: (4 - padded.count % 4) % 4)
        guard let data = Data(base64Encoded: padded) else { throw Failure(.invalidArgument, "no base64url: \(text)") }
        return Array(data)
    }
}
