// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Whose request it is, when proxies that are believed say on whose behalf they ask (RFC 7239).
///
/// Fields are taken apart as bytes: what a client has sent must not join with a proxy's comma into one character.
enum ForwardedAddress {
    /// What stands for an address that nobody can tell (RFC 7239 §6.2): it is in no network.
    static let unknown = "unknown"

    /// The last address that no trusted proxy has: everything before it can have been made up.
    ///
    /// A proxy writes one of the two fields and hands the other on as the client sent it, and nobody can say which: when
    /// both are there and name different addresses, it is ``unknown``.
    static func resolve(peer: String?, isTrustedUnix: Bool, headers: HTTPHeaders, trusted: [AddressBlock]) -> String? {
        let isTrusted = isTrustedUnix || peer.map { isProxy($0, trusted) } ?? false
        guard isTrusted else { return peer }
        let client = follow(forwardedFor(headers), from: peer, trusted)
        guard headers.contains("forwarded") else { return client }
        let other = forwarded(headers).map { follow($0, from: peer, trusted) } ?? unknown
        guard headers.contains("x-forwarded-for") else { return other }
        return other.flatMap(NetworkAddress.init) == client.flatMap(NetworkAddress.init) ? other : unknown
    }

    private static func follow(_ chain: [String?], from peer: String?, _ trusted: [AddressBlock]) -> String? {
        var client = peer
        for hop in chain.reversed() {
            // An obfuscated or malformed name ends what can be known.
            guard let hop else { return client }
            client = hop
            guard isProxy(hop, trusted) else { break }
        }
        return client
    }

    private static func isProxy(_ address: String, _ trusted: [AddressBlock]) -> Bool {
        trusted.contains { $0.contains(address) }
    }

    private static func forwardedFor(_ headers: HTTPHeaders) -> [String?] {
        headers.values("x-forwarded-for").flatMap { field in
            field.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        }.map { address(trim(Substring($0))) }
    }

    /// The `for` of each element, nil where there is none; nil for all when a quote is not closed.
    private static func forwarded(_ headers: HTTPHeaders) -> [String?]? {
        var hops: [String?] = []
        for field in headers.values("forwarded") {
            guard let elements = parts(of: field[...], at: ",") else { return nil }
            hops += elements.map(hop)
        }
        return hops
    }

    private static func hop(_ element: Substring) -> String? {
        for pair in parts(of: element, at: ";") ?? [] {
            let halves = trim(pair).split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0].lowercased() == "for" else { continue }
            var value = halves[1]
            if value.count >= 2, value.first == "\"", value.last == "\"" {
                value = value.dropFirst().dropLast()
            }
            return address(value)
        }
        return nil
    }

    /// A text without its separators, of which those in quotes are none: a proxy may hand on the `host` there, which is what
    /// the client likes it to be. Nil when a quote is not closed.
    private static func parts(of text: Substring, at separator: Unicode.Scalar) -> [Substring]? {
        var (parts, start, isQuoted, isEscaped) = ([Substring](), text.startIndex, false, false)
        for (index, byte) in zip(text.utf8.indices, text.utf8) {
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: separator), !isQuoted {
                parts.append(text[start..<index])
                start = text.utf8.index(after: index)
            }
        }
        return isQuoted ? nil : parts + [text[start...]]
    }

    /// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
    private static func address(_ node: Substring) -> String? {
        var host = node
        if node.first == "[", let end = node.firstIndex(of: "]") {
            host = node[node.index(after: node.startIndex)..<end]
        } else if node.count(where: { $0 == ":" }) == 1, let colon = node.firstIndex(of: ":") {
            host = node[..<colon]
        }
        return NetworkAddress(String(host)) == nil ? nil : String(host)
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return text
    }
}
