// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP

extension HTTPRequest {
    /// Whether it came protected: over TLS, or through a proxy that speaks it.
    func isProtected(_ policy: AccessPolicy) -> Bool {
        tls != nil || policy.publicURL?.hasPrefix("https://") ?? policy.isBehindProxy
    }

    /// Where people reach this server, as far as the request can tell; without a slash at the end.
    func baseURL(_ policy: AccessPolicy) -> String {
        policy.publicURL ?? "\(isProtected(policy) ? "https" : "http")://\(headers["Host"] ?? "localhost")"
    }

    /// Whether a page of this very server made it, or no page at all.
    ///
    /// Browsers say so by `Sec-Fetch-Site` (W3C Fetch Metadata) and `Origin` (RFC 6454), and no page can forge either.
    func isOfOwnOrigin(_ policy: AccessPolicy) -> Bool {
        if let site = headers["Sec-Fetch-Site"], site != "same-origin", site != "none" { return false }
        guard let origin = headers["Origin"] else { return true }
        if let own = policy.publicURL { return origin == own }
        // The page of the same host without TLS is anybody's on the way there.
        guard !isProtected(policy) || origin.hasPrefix("https://") else { return false }
        // Behind a proxy that nobody has told of the scheme is not known; host and port say enough.
        guard let host = headers["Host"], let rest = origin.split(separator: "/", maxSplits: 1).last else {
            return false
        }
        return rest.dropFirst().lowercased() == host.lowercased()
    }

    /// Whether somebody passed it on for somebody else, be it without saying for whom: these are fields of proxies, and of
    /// browsers, none of which can open a socket.
    var isForwarded: Bool { Self.passedOn.contains { headers.contains($0) } }

    private static let passedOn = [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "Sec-Fetch-Site",
        "Origin",
    ]
}
