// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP

/// A file of the dashboard, in the forms it was compressed to beforehand.
package struct DashboardAsset: Sendable {
    /// Its media type.
    package var type: String
    /// A digest of the file as it is, in hex.
    package var tag: String
    package var plain: AssetBytes
    package var compressed: [ContentCoding: AssetBytes]

    package init(type: String, tag: String, plain: [UInt8], compressed: [ContentCoding: [UInt8]] = [:]) {
        self.type = type
        self.tag = tag
        self.plain = AssetBytes(plain)
        self.compressed = compressed.mapValues(AssetBytes.init)
    }

    /// The form a request likes best; nil coding for the file as it is.
    func form(for request: HTTPHeaders) -> (coding: ContentCoding?, bytes: AssetBytes) {
        let offered = [ContentCoding.brotli, .gzip].filter { compressed[$0] != nil }
        guard let coding = ContentCoding.accepted(by: request, from: offered), let bytes = compressed[coding] else {
            return (nil, plain)
        }
        return (coding, bytes)
    }

    /// Two codings of one file are equal in meaning, not in bytes: each has a tag of its own (RFC 9110 §8.8.3.3).
    func entityTag(_ coding: ContentCoding?) -> String {
        coding.map { "\"\(tag)-\($0.rawValue)\"" } ?? "\"\(tag)\""
    }
}
