// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The character classes of HTTP/1.1 (RFC 9110 §5.6, RFC 9112 §3, RFC 3986).
enum HTTPGrammar {
    private static func table(_ members: String) -> [Bool] {
        var table = [Bool](repeating: false, count: 256)
        for byte in members.utf8 { table[Int(byte)] = true }
        return table
    }

    private static let alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    private static let token = table(alphanumeric + "!#$%&'*+-.^_`|~")
    private static let host = table(alphanumeric + "-._~%!$&'()*+;=:[]")

    static func isToken(_ byte: UInt8) -> Bool { token[Int(byte)] }
    static func isHost(_ byte: UInt8) -> Bool { host[Int(byte)] }
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Visible, blank or beyond ASCII.
    static func isFieldContent(_ byte: UInt8) -> Bool { byte >= 0x20 ? byte != 0x7F : byte == 0x09 }

    /// Visible ASCII other than the fragment sign, which never travels.
    static func isTarget(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "#") }

    /// A number of digits alone, without sign or blanks, that fits; nil for anything else.
    static func decimal(_ digits: some Collection<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
