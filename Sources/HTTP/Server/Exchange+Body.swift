// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Exchange {
    /// The whole body; throws `payload_too_large` beyond the limit, which counts decoded bytes.
    ///
    /// - decoding: the codings that the route takes; a body in any other is refused with `unsupported_coding` (415).
    /// - growing: hears by how many decoded bytes the body grows, before it does, and may refuse them.
    package func collectBody(
        upTo limit: Int = 1 << 20, decoding codings: Set<ContentCoding> = [],
        growing: (Int) throws -> Void = { _ in }
    ) async throws -> [UInt8] {
        let decoder = try decoder(codings, limit)
        var body: [UInt8] = []
        while let chunk = try await nextBody(decoder) {
            guard body.count + chunk.count <= limit else {
                throw Failure(.payloadTooLarge, "the body is larger than \(limit) bytes")
            }
            try growing(chunk.count)
            if body.isEmpty { body = chunk } else { body.append(contentsOf: chunk) }
        }
        return body
    }

    /// The whole body as a value; throws `invalid_json` too.
    package func decodeBody<Value: Decodable>(
        as type: Value.Type, upTo limit: Int = 1 << 20, decoding codings: Set<ContentCoding> = []
    ) async throws -> Value {
        try JSONText.decode(type, from: try await collectBody(upTo: limit, decoding: codings))
    }

    private func nextBody(_ decoder: ContentDecoder?) async throws -> [UInt8]? {
        let chunk = try await nextBody()
        guard let decoder else { return chunk }
        guard let chunk else {
            guard decoder.isComplete else { throw Failure(.invalidRequest, "the body's coding ends too early") }
            return nil
        }
        do { return try decoder.decode(chunk) } catch { throw ServerConnection.failure(for: error) }
    }

    private func decoder(_ codings: Set<ContentCoding>, _ limit: Int) throws -> ContentDecoder? {
        let named = request.headers.values("content-encoding").flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }.filter { $0 != "identity" && !$0.isEmpty }
        guard let name = named.first else { return nil }
        let coding = ContentCoding(rawValue: name == "x-gzip" ? "gzip" : name)
        guard named.count == 1, let coding, codings.contains(coding) else {
            let accepted = codings.map(\.rawValue).sorted().joined(separator: ", ")
            throw Failure(
                .unsupportedCoding, "the body's Content-Encoding is not taken here",
                hint: accepted.isEmpty ? "send it without one" : "use one of \(accepted)",
                metadata: [.init("accept_encoding", accepted.isEmpty ? "identity" : accepted)])
        }
        return ContentDecoder(coding, limit: limit)
    }
}
