// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// Where redirects have led a request so far, and how it has to change on the way (RFC 9110 §15.4).
struct RedirectPath {
    /// What may be told to a server that the caller did not choose: nothing that could be a credential.
    private static let harmless: Set<String> = [
        "accept", "accept-encoding", "accept-language", "content-type", "if-match", "if-modified-since",
        "if-none-match", "if-range", "if-unmodified-since", "range", "user-agent",
    ]

    private(set) var request: HTTPClientRequest
    private(set) var address: WebAddress
    private let limit: Int
    private var count = 0

    init(_ request: HTTPClientRequest, to address: WebAddress, limit: Int) {
        self.request = request
        self.address = address
        self.limit = limit
    }

    /// True when the response sends the request elsewhere: it then is what to send there.
    ///
    /// Throws `too_many_redirects` and `redirect_refused`.
    mutating func follow(_ status: HTTPStatus, _ location: String?) throws -> Bool {
        guard limit > 0, [301, 302, 303, 307, 308].contains(status.code), let location else { return false }
        guard count < limit else {
            throw Failure(.tooManyRedirects, "\(address) still redirects after \(limit) redirects")
        }
        guard let next = address.following(location) else {
            throw Failure(.redirectRefused, "\(address) redirects to what is no http or https URL")
        }
        guard address.scheme != "https" || next.scheme == "https" else {
            throw Failure(.redirectRefused, "\(address) redirects to \(next), away from TLS")
        }
        let becomesGet =
            status.code == 303 ? request.method != .head : status.code < 303 && request.method == .post
        if becomesGet {
            request.method = .get
            request.body = .none
            keepFields { !$0.hasPrefix("content-") }
        } else if case .stream = request.body {
            throw Failure(.redirectRefused, "\(address) redirects a body that can be sent only once")
        }
        if next.description != address.description { keepFields { Self.harmless.contains($0) } }
        count += 1
        address = next
        return true
    }

    private mutating func keepFields(_ isKept: (String) -> Bool) {
        var kept = HTTPHeaders()
        for (name, value) in request.headers where isKept(name.lowercased()) { kept.add(name, value) }
        request.headers = kept
    }
}
