// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Primitives
import Vault

/// The two codes of an authorization: the program's secret, and what a person reads off one screen and types into another.
enum DeviceCodes {
    /// No vowels, so no words, and nothing that looks like something else (RFC 8628 §6.1): 20 to the power of 8 is 34.5 bits.
    private static let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
    private static let userLength = 8

    /// 256 bits.
    static func deviceCode(random: RandomSource) -> String {
        Base64URL.text((0..<4).flatMap { _ in withUnsafeBytes(of: random.next().bigEndian, Array.init) })
    }

    /// As it is shown: `BCDF-GHJK`.
    static func userCode(random: RandomSource) -> String {
        let code = (0..<userLength).map { _ in letters[Int(random.fraction() * Double(letters.count))] }
        return String(code.prefix(userLength / 2)) + "-" + String(code.suffix(userLength / 2))
    }

    /// A code as a person may type it, in small letters, with spaces or without the hyphen; nil for what is none.
    static func normalized(userCode text: String) -> String? {
        guard text.utf8.count <= 40 else { return nil }
        let code = text.uppercased().filter { $0 != "-" && $0 != " " }
        return code.count == userLength && code.allSatisfy { letters.contains($0) } ? code : nil
    }

    /// What is stored of a device code.
    static func hash(deviceCode: String) -> [UInt8] { SHA256.bytes(of: deviceCode.utf8) }

    /// What is stored of a user code: all of them could be tried against a plain hash.
    static func mark(userCode normalized: String, _ vault: Vault) -> String {
        vault.mark(Redacted(normalized), owner: "device_authorization", name: "user_code")
    }
}
