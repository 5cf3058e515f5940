// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl
import Primitives

/// An absolute http or https URL as libcurl understands it. Its description has no user, path or query: those may be
/// secret.
struct WebAddress: Sendable, CustomStringConvertible {
    let text: String
    let scheme: String
    let host: String
    let port: String

    /// What decides whether two URLs lead to the same server, and what may be shown.
    var description: String {
        let usual = scheme == "https" ? "443" : "80"
        return "\(scheme)://\(host)\(port == usual ? "" : ":" + port)"
    }

    /// Throws `invalid_argument`.
    init(_ text: String) throws {
        guard let address = WebAddress(text, relativeTo: nil) else {
            throw Failure(
                .invalidArgument, "the URL is not an absolute http or https URL",
                hint: "it should look like https://example.org/path")
        }
        self = address
    }

    /// Where a `Location` leads; nil when it is malformed or of another protocol.
    func following(_ location: String) -> WebAddress? { WebAddress(location, relativeTo: text) }

    private init?(_ text: String, relativeTo base: String?) {
        guard let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        if let base, curl_url_set(url, CURLUPART_URL, base, 0) != CURLUE_OK { return nil }
        guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK,
            // A fragment is for the client alone.
            curl_url_set(url, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK,
            let whole = Self.part(CURLUPART_URL, of: url), let scheme = Self.part(CURLUPART_SCHEME, of: url),
            ["http", "https"].contains(scheme), let host = Self.part(CURLUPART_HOST, of: url),
            let port = Self.part(CURLUPART_PORT, of: url)
        else { return nil }
        self.text = whole
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
    }

    private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        let flags = part == CURLUPART_PORT ? UInt32(CURLU_DEFAULT_PORT) : 0
        guard curl_url_get(url, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
