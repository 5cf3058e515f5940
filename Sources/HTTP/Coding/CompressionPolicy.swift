// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Which responses a server compresses by itself, when the request accepts it.
///
/// A response is left alone that is coded already, says `no-transform`, is partial, small, or of a type that doesn't
/// shrink. A page that shows both a secret and what an attacker chose should say `no-transform` (BREACH).
package struct CompressionPolicy: Sendable, Hashable {
    /// Bodies of known length below this are sent as they are: with its head it is one packet either way.
    package var leastBytes = 1024

    package init() {}

    /// Texts, and what is written in texts.
    static func isCompressible(_ type: String) -> Bool {
        let type = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml") || types.contains(type)
    }

    private static let types: Set<String> = [
        "application/json", "application/javascript", "application/xml", "application/yaml", "application/wasm",
        "application/x-ndjson", "application/rtf", "application/vnd.ms-fontobject", "font/ttf", "font/otf",
        "image/bmp", "image/x-icon", "image/svg+xml",
    ]

    /// Chooses a coding and writes into the headers what follows from it; nil leaves the body as it is.
    ///
    /// - length: nil when nobody knows it yet.
    func apply(
        to headers: inout HTTPHeaders, status: HTTPStatus, length: Int?, request: HTTPHeaders,
        offered: [ContentCoding] = ContentCoding.offered
    ) -> ContentCoding? {
        guard !status.forbidsBody, status != .partialContent, length ?? .max >= leastBytes,
            !headers.contains("content-encoding"), !headers.contains("content-range"),
            let type = headers["content-type"], Self.isCompressible(type),
            !headers.hasToken("no-transform", in: "cache-control")
        else { return nil }
        // Also when it goes out as it is: a cache must not give this answer to everybody.
        headers.addVary("Accept-Encoding")
        guard let coding = AcceptedCodings(request).choose(from: offered) else { return nil }
        headers.add("Content-Encoding", coding.rawValue)
        headers.remove("Accept-Ranges")
        if let tag = headers["etag"] { headers.set("ETag", coding.entityTag(of: tag)) }
        return coding
    }
}

extension HTTPHeaders {
    /// Adds a field's name to `Vary`, unless it is there.
    mutating func addVary(_ name: String) {
        guard !hasToken(name, in: "vary"), !hasToken("*", in: "vary") else { return }
        set("Vary", (values("vary") + [name]).joined(separator: ", "))
    }
}
