// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// `method SP request-target SP HTTP-version CRLF` (RFC 9112 §3).
struct RequestLine {
    let method: HTTPMethod
    let target: String
    /// The scheme and host of an absolute target.
    private let authority: (scheme: String, host: String)?
    let minorVersion: Int
    /// The offset after its CRLF.
    let end: Int

    private static let common: [HTTPMethod] = [.get, .head, .post, .put, .delete, .patch, .options]

    /// Reads the line of a head, which holds at least one CRLF.
    init(_ bytes: [UInt8]) throws(ParseFault) {
        var position = 0
        while HTTPGrammar.isToken(bytes[position]) { position += 1 }
        guard position > 0, bytes[position] == 0x20 else { throw ParseFault(.badRequest, "the method is malformed") }
        guard position <= 24 else { throw ParseFault(.notImplemented, "the method is unknown") }
        let word = bytes[..<position]
        method =
            Self.common.first { $0.rawValue.utf8.elementsEqual(word) }
            ?? HTTPMethod(rawValue: String(decoding: word, as: UTF8.self))
        let targetStart = position + 1
        position = targetStart
        while HTTPGrammar.isTarget(bytes[position]) { position += 1 }
        guard position > targetStart, bytes[position] == 0x20 else {
            throw ParseFault(.badRequest, "the request target is malformed")
        }
        let rawTarget = bytes[targetStart..<position]
        (minorVersion, end) = try Self.version(bytes, at: position + 1)
        (target, authority) = try Self.originForm(rawTarget, method)
    }

    /// Whether a Host field names the host of the target; true for a path, which names none.
    func agrees(withHost field: String) -> Bool {
        guard let authority else { return true }
        // `x:80` of `http:` is `x`.
        let port = authority.scheme == "https://" ? ":443" : ":80"
        let hosts = [authority.host, field].map { host in
            let lower = host.lowercased()
            return lower.hasSuffix(port) ? String(lower.dropLast(port.count)) : lower
        }
        return hosts[0] == hosts[1]
    }

    private static func version(_ bytes: [UInt8], at start: Int) throws(ParseFault) -> (minor: Int, end: Int) {
        let malformed = ParseFault(.badRequest, "the HTTP version is malformed")
        guard start + 10 <= bytes.count, bytes[start..<start + 5].elementsEqual("HTTP/".utf8),
            HTTPGrammar.isDigit(bytes[start + 5]), bytes[start + 6] == UInt8(ascii: "."),
            HTTPGrammar.isDigit(bytes[start + 7]), bytes[start + 8] == 0x0D, bytes[start + 9] == 0x0A
        else { throw malformed }
        guard bytes[start + 5] == UInt8(ascii: "1"), bytes[start + 7] <= UInt8(ascii: "1") else {
            throw ParseFault(.versionNotSupported, "the HTTP version is not 1.0 or 1.1")
        }
        return (Int(bytes[start + 7] - UInt8(ascii: "0")), start + 10)
    }

    /// Only a proxy gets the authority form; the absolute form must be understood by everyone (RFC 9112 §3.2.2).
    private static func originForm(
        _ target: ArraySlice<UInt8>, _ method: HTTPMethod
    ) throws(ParseFault) -> (target: String, authority: (scheme: String, host: String)?) {
        let text = String(decoding: target, as: UTF8.self)
        if text.hasPrefix("/") || (text == "*" && method == .options) { return (text, nil) }
        if method.rawValue == "CONNECT" { throw ParseFault(.notImplemented, "this server is not a proxy") }
        for scheme in ["http://", "https://"] where text.prefix(scheme.count).lowercased() == scheme {
            let rest = text.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            guard !authority.isEmpty, authority.utf8.allSatisfy(HTTPGrammar.isHost) else { break }
            let path = rest.dropFirst(authority.count)
            return (path.hasPrefix("/") ? String(path) : "/" + path, (scheme, String(authority)))
        }
        throw ParseFault(.badRequest, "the request target is neither a path nor a URL")
    }
}
