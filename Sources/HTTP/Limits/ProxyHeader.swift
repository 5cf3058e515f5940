// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a proxy says at the beginning of a connection about its other end (HAProxy's PROXY protocol, versions 1 and 2).
package enum ProxyHeader: Sendable, Hashable {
    /// The proxy speaks for itself, or does not know: the socket's own peer counts.
    case local
    case tcp(host: String, port: Int)

    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]
    private static let longestLine = 107
    /// Version 2 may carry notes after the addresses; more than this is no proxy.
    private static let longestBlock = 2048

    /// Reads a header at the beginning of what has come; nil while it is not complete.
    ///
    /// Throws a fault of status 400: a listener that expects the header takes nothing else.
    package static func parse(_ bytes: [UInt8]) throws(ParseFault) -> (header: ProxyHeader, length: Int)? {
        let start = bytes.prefix(signature.count)
        if start.elementsEqual(signature.prefix(start.count)), !start.isEmpty {
            return bytes.count < 16 ? nil : try second(bytes)
        }
        guard bytes.prefix(6).elementsEqual("PROXY ".utf8.prefix(bytes.count)) else { throw malformed }
        guard let end = bytes.prefix(longestLine).firstIndex(of: 0x0A) else {
            guard bytes.count < longestLine else { throw malformed }
            return nil
        }
        guard bytes[end - 1] == 0x0D else { throw malformed }
        return (try first(bytes[..<(end - 1)]), end + 1)
    }

    private static var malformed: ParseFault { ParseFault(.badRequest, "the PROXY header is malformed") }

    private static func first(_ line: ArraySlice<UInt8>) throws(ParseFault) -> ProxyHeader {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        if words.count >= 2, words[1] == "UNKNOWN" { return .local }
        guard words.count == 6, words[1] == "TCP4" || words[1] == "TCP6",
            let source = port(words[4]), port(words[5]) != nil,
            isAddress(words[2], isSix: words[1] == "TCP6"), isAddress(words[3], isSix: words[1] == "TCP6")
        else { throw malformed }
        return .tcp(host: words[2], port: source)
    }

    private static func port(_ text: String) -> Int? {
        guard let port = HTTPGrammar.decimal(Array(text.utf8)), port <= 65_535, text == String(port) else { return nil }
        return port
    }

    private static func isAddress(_ text: String, isSix: Bool) -> Bool {
        // The parser of numbers also takes scopes and short forms, which a proxy never writes.
        let allowed = isSix ? "0123456789abcdefABCDEF:." : "0123456789."
        guard text.allSatisfy(allowed.contains), text.contains(":") == isSix else { return false }
        return NetworkAddress(text) != nil
    }

    private static func second(_ bytes: [UInt8]) throws(ParseFault) -> (ProxyHeader, Int)? {
        let block = Int(bytes[14]) << 8 | Int(bytes[15])
        guard bytes[12] >> 4 == 2, bytes[12] & 0x0F <= 1, block <= longestBlock else { throw malformed }
        let sizes: [UInt8: Int] = [0x11: 12, 0x12: 12, 0x21: 36, 0x22: 36, 0x31: 216, 0x32: 216, 0x00: 0]
        guard let size = sizes[bytes[13]] else { throw malformed }
        guard bytes[12] & 0x0F == 0 || block >= size else { throw malformed }
        guard bytes.count >= 16 + block else { return nil }
        guard bytes[12] & 0x0F == 1 else { return (.local, 16 + block) }
        switch bytes[13] {
        case 0x11:
            let host = bytes[16..<20].map(String.init).joined(separator: ".")
            return (.tcp(host: host, port: Int(bytes[24]) << 8 | Int(bytes[25])), 16 + block)
        case 0x21:
            let groups = stride(from: 16, to: 32, by: 2).map {
                String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
            }
            return (.tcp(host: groups.joined(separator: ":"), port: Int(bytes[48]) << 8 | Int(bytes[49])), 16 + block)
        default: return (.local, 16 + block)
        }
    }
}
