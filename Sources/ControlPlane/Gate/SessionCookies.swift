// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Primitives

/// The cookies that a browser keeps of signing in (RFC 6265bis).
///
/// Over TLS they have the `__Host-` prefix, so that no other host of the domain can set them. No script reads them, and no
/// other site's page sends them.
enum SessionCookies {
    private static let session = "dextra_session"
    private static let device = "dextra_device"

    /// What the request brings of a session's secret.
    static func session(of request: HTTPRequest, _ policy: AccessPolicy) -> Redacted<String>? {
        value(of: session, in: request, policy)
    }

    /// What an earlier sign-in left in the browser.
    static func device(of request: HTTPRequest, _ policy: AccessPolicy) -> Redacted<String>? {
        value(of: device, in: request, policy)
    }

    /// The fields that keep a session in the browser.
    static func keeping(_ started: StartedSession, _ request: HTTPRequest, _ policy: AccessPolicy) -> HTTPHeaders {
        var headers = HTTPHeaders()
        headers.add("Set-Cookie", cookie(session, started.token.reveal(), nil, request, policy))
        headers.add(
            "Set-Cookie", cookie(device, started.device.reveal(), DeviceCookie.lifetime, request, policy))
        return headers
    }

    /// The field that makes a browser forget the session; it stays known as a device.
    static func forgetting(_ request: HTTPRequest, _ policy: AccessPolicy) -> HTTPHeaders {
        ["Set-Cookie": cookie(session, "", .zero, request, policy)]
    }

    private static func name(_ base: String, _ request: HTTPRequest, _ policy: AccessPolicy) -> String {
        request.isProtected(policy) ? "__Host-" + base : base
    }

    /// - lifetime: nil for as long as the browser runs: the server says when a session is over.
    private static func cookie(
        _ base: String, _ value: String, _ lifetime: Duration?, _ request: HTTPRequest, _ policy: AccessPolicy
    ) -> String {
        var text = "\(name(base, request, policy))=\(value); Path=/; HttpOnly; SameSite=Strict"
        if request.isProtected(policy) { text += "; Secure" }
        if let lifetime { text += "; Max-Age=\(lifetime.components.seconds)" }
        return text
    }

    private static func value(
        of base: String, in request: HTTPRequest, _ policy: AccessPolicy
    ) -> Redacted<String>? {
        let wanted = name(base, request, policy)
        var found: String?
        for field in request.headers.values("Cookie") {
            // As bytes: a value's last letter must not join with the semicolon into one character, and hide what follows.
            for pair in field.utf8.split(separator: UInt8(ascii: ";")).map(Substring.init) {
                let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2, halves[0].drop(while: { $0 == " " }) == wanted else { continue }
                // Two of one name: somebody else set one of them, and nobody can say which.
                guard found == nil else { return nil }
                found = String(halves[1])
            }
        }
        guard let found, !found.isEmpty, found.utf8.count <= 512 else { return nil }
        return Redacted(found)
    }
}
